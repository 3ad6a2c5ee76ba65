// Answers that say a small number of each option: what is sent, how it is said, and filled in again.
import { all, maybe, one } from '../shared/page.ts'

// The group of a form in which each option has a number; null in a form of another kind.
export const partsOf = (form: HTMLElement) => maybe(form, '[data-parts]')

const fields = (group: HTMLElement) => all(group, 'input', HTMLInputElement)

export const numbersIn = (group: HTMLElement) => fields(group).map((field) => +field.checked)

export function fill(group: HTMLElement, numbers: number[]) {
  for (const [i, field] of fields(group).entries()) field.checked = !!numbers[i]
}

// An answer in words, as the server says it too.
export function saidIn(group: HTMLElement): string {
  const chosen = fields(group).filter((field) => field.checked)
  return chosen.map((field) => labelOf(group, field)).join(', ')
}

const labelOf = (group: HTMLElement, { id }: HTMLInputElement) =>
  one(group, `label[for="${id}"]`).textContent?.trim() ?? ''
