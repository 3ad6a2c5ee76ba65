// Beside a field whose letters are counted: how many are left, once it is nearly full. Nothing is cut;
// a browser does not send what is too long, and says why.
import { make, write } from './page.ts'
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
