// A form of a participant is sent only if the server answers: else the browser would put a page of its own
// in its place. What somebody writes stays in this tab until it has been sent.
import { all, maybe, one } from '../../shared/page.ts'
import { isReachable } from '../../shared/reaching.ts'
import { inTab } from '../../shared/stores.ts'

for (const form of all(document, 'form[data-reached]', HTMLFormElement)) guard(form)
for (const field of all(document, 'textarea[data-kept]', HTMLTextAreaElement)) keep(field)

function guard(form: HTMLFormElement) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const problem = one(form, '[data-problem]')
    problem.hidden = true
    if (await isReachable()) form.submit()
    else problem.hidden = false
  })
}

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
