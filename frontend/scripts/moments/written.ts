// What is written in a form, by the identifiers of its fields: to be kept, and put back.
export type Written = Record<string, string | boolean>

const isBox = (element: unknown): element is HTMLInputElement =>
  element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type)

const isText = (
  element: unknown,
): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
  (element instanceof HTMLInputElement && element.type !== 'file') ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement

export function written(form: HTMLFormElement): Written {
  const values: Written = {}
  for (const element of form.elements) {
    if (!element.id) continue
    if (isBox(element)) values[element.id] = element.checked
    else if (isText(element)) values[element.id] = element.value
  }
  return values
}

export function writeInto(form: HTMLFormElement, values: Written) {
  for (const element of form.elements) {
    const value = values[element.id]
    if (isBox(element) && typeof value === 'boolean') element.checked = value
    else if (isText(element) && typeof value === 'string') element.value = value
  }
}
