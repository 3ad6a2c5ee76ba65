// Which cases a guardian may let another key open, and whom of them the reporter chose.
import type { OpenedRow } from './rows.ts'

interface Key {
  id: string
  holder: string
}

type Open = Pick<OpenedRow, 'keys' | 'chosen' | 'left_out'>

export const mayBeShared = <R extends Open>(rows: R[], { id, holder }: Key): R[] =>
  rows.filter((row) => !row.keys.includes(id) && !row.left_out.includes(holder))

// Whether its reporter chose the key's holder, who has a new key since.
export const wasChosen = (row: Open, { holder }: Key) => row.chosen.includes(holder)
