// The forms of a participant where there is no connection, and what they had written when it went.

import { guard } from '../../giving/guarding.ts'
import { all, maybe, one } from '../../shared/page.ts'
import { isSame, send, unsent, write } from '../unsent.ts'

const path = location.pathname
const field = maybe(document, 'textarea[data-kept]', HTMLTextAreaElement)
if (field) putBack(field)
for (const form of all(document, 'form[data-reached]', HTMLFormElement)) {
  guard(form, () => {
    if (field?.form === form) send(path, field.value)
  })
}

function putBack(field: HTMLTextAreaElement) {
  const taken = all(document, '[data-taken]').map((one) => one.textContent)
  const isThanked = !!maybe(document, '[data-sent]')
  const isReturned = !!field.defaultValue
  const found = unsent(path, { isThanked, isReturned, taken })
  if (found && !isReturned) {
    field.value = found.text
    one(document, found.isUnsure ? '[data-unsure]' : '[data-put-back]').hidden = false
    maybe(document, '#said')?.remove() // what was said before is not about these words
  } else if (taken.some((one) => isSame(one, field.value))) {
    field.value = '' // a browser fills it in again by itself
  }
  field.addEventListener('input', () => write(path, field.value))
}
