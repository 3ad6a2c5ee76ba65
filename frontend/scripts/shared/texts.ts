// Texts that the page brings along in its own language, with places to fill: “{n} answers”.

export type Values = Record<string, string | number>

export function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => `${values[name] ?? place}`)
}

export type Words = (name: string, values?: Values) => string

// Returns a function that says the texts of an element's data attributes.
export const textsOf =
  (element: HTMLElement): Words =>
  (name, values = {}) =>
    filled(element.dataset[name] ?? '', values)
