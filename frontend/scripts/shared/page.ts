// What a script finds on its page. Something that the template must hold, and does not, is named.

type Kind<T extends Element> = new () => T

export function one(root: ParentNode, selector: string): HTMLElement
export function one<T extends Element>(root: ParentNode, selector: string, kind: Kind<T>): T
export function one(root: ParentNode, selector: string, kind: Kind<Element> = HTMLElement) {
  const found = maybe(root, selector, kind)
  if (!found) throw new Error(`this page has no ${selector}`)
  return found
}

export function maybe(root: ParentNode, selector: string): HTMLElement | null
export function maybe<T extends Element>(
  root: ParentNode,
  selector: string,
  kind: Kind<T>,
): T | null
export function maybe(root: ParentNode, selector: string, kind: Kind<Element> = HTMLElement) {
  const found = root.querySelector(selector)
  return found instanceof kind ? found : null
}

export function all(root: ParentNode, selector: string): HTMLElement[]
export function all<T extends Element>(root: ParentNode, selector: string, kind: Kind<T>): T[]
export function all(root: ParentNode, selector: string, kind: Kind<Element> = HTMLElement) {
  return [...root.querySelectorAll(selector)].filter((found) => found instanceof kind)
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const isField = (found: unknown): found is Field =>
  found instanceof HTMLInputElement ||
  found instanceof HTMLTextAreaElement ||
  found instanceof HTMLSelectElement

// A field of a form, by its name.
export function field(form: HTMLFormElement, name: string): Field {
  const found = form.elements.namedItem(name)
  if (!isField(found)) throw new Error(`this form has no field ${name}`)
  return found
}

// A field of the page, by its identifier.
export function byId(id: string): Field {
  const found = document.getElementById(id)
  if (!isField(found)) throw new Error(`this page has no field ${id}`)
  return found
}

export const checkbox = (form: HTMLFormElement, name: string) =>
  one(form, `[type=checkbox][name="${name}"]`, HTMLInputElement)

// What the server put into the page as JSON; its types say what the view writes there.
export const pageData = <T>(id: string): T =>
  JSON.parse(one(document, `#${id}`).textContent ?? '') as T

// Lets a script have what a form would send, before anything else hears of it.
export function onSubmit(form: HTMLFormElement, act: (event: SubmitEvent) => void | Promise<void>) {
  const heard = (event: SubmitEvent) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    void act(event)
  }
  form.addEventListener('submit', heard, true)
  return () => form.removeEventListener('submit', heard, true)
}

export function make(tag: string, content: string | Node | (string | Node)[], className = '') {
  const element = document.createElement(tag)
  element.append(...[content].flat())
  if (className) element.className = className
  return element
}

// Writes a text only if another stands there: a screen reader is told of each change.
export function write(place: HTMLElement, text: string) {
  if (place.textContent !== text) place.textContent = text
}

// Moves the focus to a heading, which is none of the page's stops.
export function goTo(heading: HTMLElement, options?: FocusOptions) {
  heading.tabIndex = -1
  heading.focus(options)
}
