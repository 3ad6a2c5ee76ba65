// Saying what a comment is about without a mouse: a field that narrows the themes as one types, Enter ticks
// the first of them, and Ctrl and Enter saves. Without this the same boxes and the button do it.
import { all, maybe, one } from '../../shared/page.ts'
import { fits } from '../narrowing.ts'

const form = maybe(document, 'form[data-coding]', HTMLFormElement)
if (form) start(form, one(form, '[data-find]', HTMLInputElement))

function start(form: HTMLFormElement, find: HTMLInputElement) {
  one(form, '[data-finding]').hidden = false
  find.addEventListener('input', () => narrow(form, find.value))
  find.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.ctrlKey) return
    event.preventDefault()
    const box = shown(form)[0]
    if (!box || !find.value.trim()) return
    one(box, 'input', HTMLInputElement).click()
    find.value = ''
    narrow(form, '')
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && event.ctrlKey) form.requestSubmit()
  })
}

const themes = (form: HTMLFormElement) => all(form, '[data-theme]')
const shown = (form: HTMLFormElement) => themes(form).filter((one) => !one.hidden)

function narrow(form: HTMLFormElement, typed: string) {
  for (const theme of themes(form)) theme.hidden = !fits(theme.textContent, typed)
  for (const group of all(form, '[data-group]')) {
    group.hidden = all(group, '[data-theme]').every((theme) => theme.hidden)
  }
}
