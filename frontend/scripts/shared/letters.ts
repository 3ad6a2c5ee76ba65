// Beside a field whose letters are counted: how many are left, once it is nearly full. Nothing is cut;
// a browser does not send what is too long, and says why.
import { all, make, write } from './page.ts'
import { textsOf } from './texts.ts'

const NEARLY = 0.8
const PAUSE = 500 // who hears the page is not told of each letter

type Field = HTMLInputElement | HTMLTextAreaElement

const isCounted = (target: unknown): target is Field =>
  (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) &&
  !!target.dataset.longest

export function countLetters(root: Document) {
  root.addEventListener('input', ({ target }) => {
    if (isCounted(target)) count(target)
  })
  root.addEventListener('submit', keepTooLong, true)
}

// A form that checks by a script is not checked by the browser: it is stopped here, before its own
// script hears of it. One question a page, only what is seen can be mended; its steps ask `fits`.
function keepTooLong(event: SubmitEvent) {
  const form = event.target as HTMLFormElement
  if (!form.noValidate || fits(form)) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

// Whether nothing that is seen is too long; the first that is has the focus, and says so.
export function fits(root: ParentNode): boolean {
  const seen = all(root, '[data-longest]').filter((field) => field.getClientRects().length)
  const fields = seen.filter(isCounted)
  for (const field of fields) count(field) // it may have been filled by a script
  return fields.every((field) => !field.validity.customError || field.reportValidity())
}

function count(field: Field) {
  const longest = Number(field.dataset.longest)
  const n = [...field.value.trim()].length
  const words = textsOf(field)
  const over = n > longest ? words('over', { n: n - longest }) : ''
  field.setCustomValidity(over)
  const place = placeFor(field)
  const said = over || (n > NEARLY * longest ? words('left', { n: longest - n }) : '')
  clearTimeout(waiting)
  waiting = setTimeout(() => write(place, said), PAUSE)
}

let waiting: ReturnType<typeof setTimeout> | undefined

function placeFor(field: Field): HTMLElement {
  const after = field.nextElementSibling
  if (after instanceof HTMLElement && 'letters' in after.dataset) return after
  const place = make('p', '', 'nhsuk-hint es-letters')
  place.dataset.letters = ''
  place.setAttribute('role', 'status')
  field.after(place)
  return place
}
