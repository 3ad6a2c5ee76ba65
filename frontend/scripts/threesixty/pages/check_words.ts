// The check of words before they are sent. What is changed here is kept as on the form before.
import { isAble } from '../../giving/able.ts'
import * as cards from '../../giving/cards.ts'
import { comeBackByAddress } from '../../shared/coming_back.ts'
import { maybe } from '../../shared/page.ts'
import { keep, kept } from '../draft.ts'
import { followChoice } from '../words_to.ts'

const form = maybe(document, '[data-check-words]', HTMLFormElement)
if (form && isAble()) start(form)

function start(form: HTMLFormElement) {
  comeBackByAddress()
  followChoice(form)
  const card = new FormData(form).get('card')
  const key = cards.draft(location.href, typeof card === 'string' ? card : null)
  const after = kept(key)?.after ?? ''
  form.addEventListener('input', () => keep(key, new FormData(form), after))
}
