// A service's own form where there is no connection, and what had been written when it went.
import { guard } from '../../giving/guarding.ts'
import { comeBackByAddress } from '../../shared/coming_back.ts'
import { writeInto, written } from '../../shared/form_written.ts'
import { maybe, one } from '../../shared/page.ts'
import { forget, keep, noteSending, unsent } from '../unsent.ts'

const path = location.pathname
const form = maybe(document, 'form[data-reached]', HTMLFormElement)
if (maybe(document, '[data-sent]')) {
  forget(path)
  comeBackByAddress()
}
if (form) hold(form)

function hold(form: HTMLFormElement) {
  if ('returned' in form.dataset) {
    keep(path, written(form)) // it has not been taken: its page shows it again
    comeBackByAddress()
  } else putBack(form)
  form.addEventListener('input', () => keep(path, written(form)))
  guard(form, () => noteSending(path))
  addEventListener('online', () => {
    one(document, '[data-connected]').hidden = one(document, '[data-problem]').hidden
  })
}

function putBack(form: HTMLFormElement) {
  const found = unsent(path)
  if (!found) return
  writeInto(form, found.values)
  const note = one(document, '[data-put-back]')
  one(note, found.isUnsure ? '[data-unsure]' : '[data-not-sent]').hidden = false
  note.hidden = false
  one(note, 'button').onclick = () => {
    forget(path)
    location.replace(path)
  }
}
