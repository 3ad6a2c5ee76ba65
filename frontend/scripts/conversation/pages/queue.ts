// Waiting statements: how many are ticked is said at once, and many are ticked without loading the page
// again. Without this the same buttons send the form.
import { all, maybe, one, write } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'

const form = maybe(document, 'form[data-queue]', HTMLFormElement)
if (form) start(form)

function start(form: HTMLFormElement) {
  form.addEventListener('change', () => say(form))
  form.addEventListener('input', () => say(form))
  for (const button of all(form, 'button[data-tick]', HTMLButtonElement)) {
    button.addEventListener('click', (event) => {
      event.preventDefault()
      tick(form, button)
      form.dispatchEvent(new Event('change'))
    })
  }
  say(form)
  makeRoom(form, one(form, '[data-decide]'))
}

function boxes(place: ParentNode) {
  return all(place, 'input[name=statement]', HTMLInputElement)
}

function elsewhere(form: HTMLFormElement) {
  return one(form, 'input[name=others]', HTMLInputElement)
}

function tick(form: HTMLFormElement, button: HTMLButtonElement) {
  const which = button.dataset.tick
  if (which === 'none') {
    elsewhere(form).value = ''
    for (const box of boxes(form)) box.checked = false
  } else if (which === 'all') {
    for (const box of boxes(form)) if (!box.dataset.tagged) box.checked = true
  } else {
    const part = one(form, `[data-part="${button.value.split('-')[1]}"]`)
    const chosen = (box: HTMLInputElement) =>
      which === 'same' ? box.dataset.same : box.dataset.repeat
    for (const box of boxes(part)) if (chosen(box)) box.checked = true
  }
}

// What was ticked on other pages goes along in one field. A draft may bring back what is here by now.
function say(form: HTMLFormElement) {
  const here = boxes(form)
  const numbers = new Set(here.map((box) => box.value))
  const others = elsewhere(form)
    .value.split(',')
    .filter((number) => number && !numbers.has(number)).length
  const n = here.filter((box) => box.checked).length + others
  const said = one(form, '[data-ticked]')
  write(said, textsOf(said)(others ? 'elsewhere' : 'here', { n, others }))
}

// What has the focus is never under the bar that sticks to the lower edge.
function makeRoom(form: HTMLFormElement, bar: HTMLElement) {
  const measure = () => form.style.setProperty('--es-decide', `${bar.offsetHeight}px`)
  new ResizeObserver(measure).observe(bar)
  measure()
}
