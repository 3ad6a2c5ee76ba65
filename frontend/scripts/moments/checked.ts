// What somebody is about to send, shown in one look: each row says which fields it shows.
import { all, one } from '../shared/page.ts'

export interface Checked {
  show: () => void
}

export function startChecked(form: HTMLFormElement): Checked {
  const rows = all(form, '[data-checked]')
  form.addEventListener('reset', () => write(() => '')) // what was sent stays nowhere on the page
  return { show: () => write((row) => answerIn(form, row) || (row.dataset.none ?? '')) }

  function write(text: (row: HTMLElement) => string) {
    for (const row of rows) one(row, 'dd').textContent = text(row)
  }
}

const answerIn = (form: HTMLFormElement, row: HTMLElement) =>
  [...form.querySelectorAll(row.dataset.checked ?? '')].map(answer).filter(Boolean).join(', ')

function answer(field: Element): string {
  if (field instanceof HTMLTextAreaElement) return field.value.trim()
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.text.trim() ?? ''
  if (!(field instanceof HTMLInputElement)) return ''
  if (field.type === 'file') return [...(field.files ?? [])].map(({ name }) => name).join(', ')
  if (!['checkbox', 'radio'].includes(field.type)) return field.value.trim()
  return field.checked ? (field.labels?.[0]?.textContent?.trim().replace(/\s+/g, ' ') ?? '') : ''
}
