// What somebody has written and chosen in a form, by the names of its fields: to be kept, and put back.
export type Written = Record<string, string | boolean>

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const NOT_KEPT = ['file', 'password', 'submit', 'button', 'reset', 'image']
const VERSION = 'seen' // the version that the words were written on: it belongs to them

const isBox = (field: Field) => ['checkbox', 'radio'].includes(field.type)

export function written(form: HTMLFormElement): Written {
  const values: Written = {}
  for (const [name, field] of fields(form)) {
    values[name] = isBox(field) ? (field as HTMLInputElement).checked : field.value
  }
  return values
}

// Puts back what differs; returns the fields that were changed by it.
export function writeInto(form: HTMLFormElement, values: Written): Field[] {
  return fields(form).flatMap(([name, field]) => {
    const value = values[name]
    if (value === undefined || value === current(field)) return []
    if (typeof value === 'boolean') (field as HTMLInputElement).checked = value
    else field.value = value
    return [field]
  })
}

// Whether a form has what was kept, whichever version of it is shown.
export const isSame = (form: HTMLFormElement, values: Written) =>
  fields(form).every(
    ([name, field]) => field.name === VERSION || [undefined, current(field)].includes(values[name]),
  )

// What was written in fields that the form does not have any more: words, and nothing that was chosen.
export function withoutField(form: HTMLFormElement, values: Written): Written {
  const here = new Set(fields(form).map(([name]) => name))
  const isLost = ([name, value]: [string, string | boolean]) =>
    !here.has(name) && typeof value === 'string' && value.trim().includes(' ')
  return Object.fromEntries(Object.entries(values).filter(isLost))
}

const current = (field: Field) => (isBox(field) ? (field as HTMLInputElement).checked : field.value)

// Each field under a name of its own: fields of one name are counted, boxes have their value.
function fields(form: HTMLFormElement): [string, Field][] {
  const seen = new Map<string, number>()
  return [...form.elements].flatMap((element): [string, Field][] => {
    if (!isKept(element)) return []
    if (isBox(element)) return [[`${element.name}=${element.value}`, element]]
    const n = seen.get(element.name) ?? 0
    seen.set(element.name, n + 1)
    return [[`${element.name}#${n}`, element]]
  })
}

// A page says of a field what its kind does not: what is searched for is not written; what a hidden
// field holds may be chosen.
export function isKept(element: Element): element is Field {
  if (element instanceof HTMLElement && element.dataset.draftField === 'no') return false
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement)
    return !!element.name
  if (!(element instanceof HTMLInputElement) || !element.name) return false
  const isOurs = element.name === VERSION || element.dataset.draftField === 'yes'
  return element.type === 'hidden' ? isOurs : !NOT_KEPT.includes(element.type)
}
