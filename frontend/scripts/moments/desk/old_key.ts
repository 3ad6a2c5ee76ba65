// An old passphrase that was found again: what the old key opens is wrapped to the new one.
import { field } from '../../shared/page.ts'
import { listed } from '../content.ts'
import * as sealing from '../sealing.ts'
import { addressOf, desk, get, send, words } from './desk.ts'
import { unlocked } from './keys.ts'
import { WrongField } from './problems.ts'

interface Closed {
  keys: { id: string; kept: string }[]
  cases: { case: string; key: string; sealed: string }[]
}

export async function useOldKey(form: HTMLFormElement) {
  const { keys, cases }: Closed = await (await get(addressOf('closed'))).json()
  const opened = await firstOpened(keys, field(form, 'passphrase').value)
  const wrapped: Record<string, string> = {}
  for (const row of cases.filter(({ key }) => key === opened.id)) {
    const content = listed(await sealing.open(row.sealed, opened.identity).catch(() => null))
    if (content) wrapped[row.case] = await sealing.wrap(content, desk.key?.recipient ?? '')
  }
  await send(addressOf('share', { pk: desk.key?.id ?? '' }), { wrapped })
  form.reset()
  location.reload()
}

// The earlier key that this passphrase opens.
async function firstOpened(keys: Closed['keys'], passphrase: string) {
  for (const { id, kept } of keys) {
    const identity = await unlocked(kept, passphrase, 'busy-old').catch(() => '')
    if (identity) return { id, identity }
  }
  throw new WrongField('passphrase', words('wrongOld'))
}
