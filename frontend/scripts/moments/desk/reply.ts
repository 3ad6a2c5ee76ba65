// Writing to a case's reporter.
import { newId } from '../../shared/ids.ts'
import { field } from '../../shared/page.ts'
import * as sealing from '../sealing.ts'
import { asked } from './asking.ts'
import { addressOf, desk, send, words } from './desk.ts'
import { fill, type Shown } from './forms.ts'

export function showReply(shown: Shown) {
  const { row, found } = shown
  let made: { text: string; entry: string; sealed: string } | null = null
  fill('reply', shown, { text: '' }, async (form) => {
    const text = field(form, 'text').value.trim()
    if (!text) throw new Error(words('empty'))
    const question = { question: words('askReply'), lines: [text], yes: words('sendReply') }
    if (!(await asked(question))) return null
    if (made?.text !== text) {
      const content = { text, from: desk.name }
      // sent again after a lost connection it is the same message
      made = { text, entry: newId(), sealed: await sealing.seal(content, [found.recipient]) }
    }
    const { entry, sealed } = made
    await send(addressOf('reply', { case: row.case }), { entry, sealed })
    return { said: words('sent') }
  })
}
