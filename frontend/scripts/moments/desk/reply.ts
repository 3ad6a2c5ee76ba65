// Writing to a case's reporter.

import { daysAfter } from '../../shared/days.ts'
import { newId } from '../../shared/ids.ts'
import { field } from '../../shared/page.ts'
import * as sealing from '../sealing.ts'
import { asked } from './asking.ts'
import { addressOf, desk, send, words } from './desk.ts'
import { fill, type Shown } from './forms.ts'
import { WrongField } from './problems.ts'
import type { OpenedRow } from './rows.ts'

const A_FORTNIGHT = 14 // days

// A question does not use up what was promised: the day that is due stays, unless it has passed.
function nextDay({ due }: OpenedRow): string {
  if (due && due >= desk.today) return due
  return daysAfter(desk.today, A_FORTNIGHT)
}

export function showReply(shown: Shown) {
  const { row, found } = shown
  let made: { text: string; entry: string; sealed: string } | null = null
  fill('reply', shown, { text: '', next_on: nextDay(row) }, async (form) => {
    const text = field(form, 'text').value.trim()
    const next_on = field(form, 'next_on').value
    if (!text) throw new WrongField('text', words('empty'))
    if (!next_on) throw new WrongField('next_on', words('noDay'))
    const question = { question: words('askReply'), lines: [text], yes: words('sendReply') }
    if (!(await asked(question))) return null
    if (made?.text !== text) {
      const content = { text, from: desk.name }
      // sent again after a lost connection it is the same message
      made = { text, entry: newId(), sealed: await sealing.seal(content, [found.recipient]) }
    }
    const { entry, sealed } = made
    await send(addressOf('reply', { case: row.case }), { entry, sealed, next_on })
    return { said: words('sent') }
  })
}
