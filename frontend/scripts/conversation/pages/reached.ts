// The forms of a participant where there is no connection. What somebody writes stays in this tab until it
// has been sent.
import { all, maybe, one } from '../../shared/page.ts'
import { inTab } from '../../shared/stores.ts'
import { guard } from '../guarding.ts'

for (const form of all(document, 'form[data-reached]', HTMLFormElement)) guard(form)
for (const field of all(document, 'textarea[data-kept]', HTMLTextAreaElement)) keep(field)

function keep(field: HTMLTextAreaElement) {
  const name = `written-${location.pathname}`
  if (maybe(document, '[data-sent]')) inTab.remove(name)
  const before = inTab.get(name)
  if (before && !field.value) {
    field.value = before
    one(document, '[data-put-back]').hidden = false
  }
  field.addEventListener('input', () => inTab.set(name, field.value))
}
