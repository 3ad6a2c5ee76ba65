// What is being written in the forms of a case: it stays while the guardian looks at another one, or
// sends another form, and the browser warns before the page is left with it.
import { mayLeave, stay } from '../../shared/leaving.ts'

type Values = Map<string, string | boolean>

const drafts = new Map<string, Values>()

const isBox = (element: unknown): element is HTMLInputElement =>
  element instanceof HTMLInputElement && element.type === 'checkbox'

const isText = (
  element: unknown,
): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement

export function keepDraft(name: string, form: HTMLFormElement) {
  const values: Values = new Map()
  for (const element of form.elements) {
    if (isBox(element)) values.set(element.id, element.checked)
    else if (isText(element)) values.set(element.id, element.value)
  }
  drafts.set(name, values)
  stay(drafts)
}

export function restoreDraft(name: string, form: HTMLFormElement) {
  const values = drafts.get(name)
  if (!values) return
  for (const element of form.elements) {
    const value = values.get(element.id)
    if (isBox(element) && typeof value === 'boolean') element.checked = value
    else if (isText(element) && typeof value === 'string') element.value = value
  }
}

export function dropDraft(name: string) {
  drafts.delete(name)
  if (!drafts.size) mayLeave(drafts)
}
