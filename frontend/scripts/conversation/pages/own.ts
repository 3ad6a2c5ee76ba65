// On pages of a conversation that everybody may read: the way back to the card that this tab takes part
// with. Where it is deleted, or known no more, it is forgotten.
import { all, maybe } from '../../shared/page.ts'
import { cardOf, forget } from '../own.ts'

const isUnknown = maybe(document, '[data-own-unknown]')
const isThis = location.pathname.startsWith(cardOf(location.pathname))
if (maybe(document, '[data-own-gone]') || (isUnknown && isThis)) forget(location.pathname)
const card = cardOf(location.pathname)
if (card) {
  for (const link of all(document, 'a[data-own]', HTMLAnchorElement)) link.href = card
  for (const part of all(document, '[data-own-shown]')) part.hidden = false
  for (const part of all(document, '[data-own-hidden]')) part.hidden = true
}
