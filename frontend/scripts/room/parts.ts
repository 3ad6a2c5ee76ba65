// Answers that say a small number of each option: what is sent, how it is said, and filled in again.
import { all, maybe, one } from '../shared/page.ts'

type Field = HTMLInputElement | HTMLSelectElement

// The group of a form in which each option has a number; null in a form of another kind.
export const partsOf = (form: HTMLElement) => maybe(form, '[data-parts]')

// One for each option, in the options' order, wherever it stands now.
function fields(group: HTMLElement): Field[] {
  const found = [
    ...all(group, 'input', HTMLInputElement),
    ...all(group, 'select', HTMLSelectElement),
  ]
  return found.sort((a, b) => placeOf(a) - placeOf(b))
}

const placeOf = ({ name }: Field) => Number(name.replace('part-', ''))

const isBox = (field: Field): field is HTMLInputElement => field.type === 'checkbox'

const numberIn = (field: Field) => (isBox(field) ? +field.checked : Number(field.value))

export const numbersIn = (group: HTMLElement) => fields(group).map(numberIn)

// Whoever shows the numbers in another way hears of it.
export function fill(group: HTMLElement, numbers: number[]) {
  for (const [i, field] of fields(group).entries()) {
    const number = numbers[i] ?? 0
    if (isBox(field)) field.checked = !!number
    else field.value = number || field instanceof HTMLInputElement ? `${number}` : ''
  }
  group.dispatchEvent(new Event('change'))
}

// An answer in words, as the server says it too.
export function saidIn(group: HTMLElement): string {
  const given = fields(group)
    .map((field) => ({ number: numberIn(field), label: labelOf(group, field) }))
    .filter(({ number }) => number)
  if (group.dataset.parts === 'points') {
    return given.map(({ number, label }) => `${label}: ${number}`).join(', ')
  }
  if (group.dataset.parts !== 'ranking') return given.map(({ label }) => label).join(', ')
  given.sort((a, b) => a.number - b.number)
  return given.map(({ number, label }) => `${number}. ${label}`).join(', ')
}

const labelOf = (group: HTMLElement, { id }: Field) =>
  one(group, `label[for="${id}"]`).textContent?.trim() ?? ''
