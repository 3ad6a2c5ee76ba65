// Which cases a guardian may let another key open, and which of them are proposed.
import type { NamedKey } from './desk.ts'
import type { OpenedRow } from './rows.ts'

type Key = Pick<NamedKey, 'id' | 'holder' | 'escrow' | 'since'>
type Open = Pick<OpenedRow, 'keys' | 'chosen' | 'left_out' | 'received_on'>

export const mayBeShared = <R extends Open>(
  rows: R[],
  { id, holder }: Pick<Key, 'id' | 'holder'>,
) => rows.filter((row) => !row.keys.includes(id) && !row.left_out.includes(holder))

// Proposed is what a guardian with a new key was chosen for, and what came before a key in escrow:
// whoever wrote later read of that, and left it out.
export const isProposed = (row: Open, key: Key) => whyShare(row, key) !== 'notChosen'

export function whyShare(row: Open, { escrow, holder, since }: Key) {
  if (escrow) return since && row.received_on < since ? 'beforeKey' : 'notChosen'
  return row.chosen.includes(holder) ? 'chose' : 'notChosen'
}
