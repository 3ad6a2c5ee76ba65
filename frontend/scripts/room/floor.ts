// Questions from the floor on a phone: asked and voted for in the background, so that nothing that
// somebody writes is lost.
import { all, goTo, maybe, one, onSubmit } from '../shared/page.ts'
import { within } from '../shared/patience.ts'
import { textsOf } from '../shared/texts.ts'
import { complain } from './answering.ts'
import { PATIENCE, pause, TRIES } from './sending.ts'
import type { RaisedRow } from './state.ts'

// The list moves up and down while somebody writes: it alone is made anew. Nothing moves under a
// finger; but what was left out is gone at once.
export function showFloor(page: HTMLElement, raised: RaisedRow[]) {
  const list = maybe(page, '[data-floor]')
  if (!list) return
  forgetSeen(page, raised)
  if (list.contains(document.activeElement)) removeGone(page, list, raised)
  if (list.contains(document.activeElement)) return
  const pressed = all(list, '[aria-pressed=true]', HTMLButtonElement)
  const voted = new Set(pressed.map((button) => button.value))
  const template = one(page, '[data-floor-item]', HTMLTemplateElement)
  list.replaceChildren(...raised.map((row) => itemOf(template, row, voted.has(row[0]))))
}

function itemOf(template: HTMLTemplateElement, [id, text, n, mark]: RaisedRow, voted: boolean) {
  const item = template.content.cloneNode(true) as DocumentFragment
  const button = one(item, 'button', HTMLButtonElement)
  Object.assign(button, { name: voted ? 'unvote' : 'vote', value: id })
  button.setAttribute('aria-pressed', `${voted}`)
  one(button, '[data-n]').textContent = n === null ? '' : `${n}`
  one(button, '[data-about]').textContent = text
  one(item, '[data-text]').textContent = text
  const tag = one(item, '[data-mark]')
  tag.hidden = !mark
  tag.textContent = mark ? textsOf(tag)(mark) : ''
  return one(item, 'li')
}

// A question that waited is in the list now: nothing more is said of it.
function forgetSeen(page: HTMLElement, raised: RaisedRow[]) {
  const seen = new Set(raised.map(([id]) => id))
  for (const said of all(page, '[data-waits]')) {
    if (seen.has(said.dataset.waits ?? '')) said.remove()
  }
}

function removeGone(page: HTMLElement, list: HTMLElement, raised: RaisedRow[]) {
  const seen = new Set(raised.map(([id]) => id))
  const isGone = (item: Element) => !seen.has(one(item, 'button', HTMLButtonElement).value)
  const gone = [...list.children].filter(isGone)
  const hadFocus = gone.some((item) => item.contains(document.activeElement))
  for (const item of gone) item.remove()
  if (hadFocus) goTo(one(page, 'h1'), { preventScroll: true }) // not the field: a keyboard would open
}

type Put = (made: HTMLElement) => void

// Lets a page's form ask and vote; `put` puts the page that comes back in the place of this one.
export function onTheFloor(page: HTMLElement, put: Put) {
  const form = maybe(page, '[data-floor-form]', HTMLFormElement)
  if (form) onSubmit(form, (event) => void sendFrom(page, form, event.submitter, put))
}

async function sendFrom(
  page: HTMLElement,
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  put: Put,
) {
  const pressed = submitter instanceof HTMLButtonElement ? submitter : null
  const content = new URLSearchParams()
  for (const [name, value] of new FormData(form, submitter)) content.append(name, `${value}`)
  if (pressed?.name) content.delete('raise')
  for (let tried = 1; tried <= TRIES; tried++) {
    const made = await sent(content)
    if (made && !form.isConnected) return
    if (made) return replace(form, made, pressed, put)
    complain(page, tried === TRIES ? 'unsent' : 'lost')
    await pause(tried)
  }
}

// Returns the page that came back; nothing if none did.
async function sent(body: URLSearchParams): Promise<HTMLElement | null> {
  try {
    const signal = within(PATIENCE)
    const options: RequestInit = { method: 'POST', credentials: 'omit', body, signal }
    const reply = await fetch(location.pathname, options)
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
    return maybe(page, '[data-join]')
  } catch {
    return null // the network: again
  }
}

const raising = (root: ParentNode) => maybe(root, 'input[name=raise]', HTMLInputElement)

// What somebody is writing meanwhile stays, and so does the focus.
function replace(
  form: HTMLFormElement,
  made: HTMLElement,
  pressed: HTMLButtonElement | null,
  put: Put,
) {
  const problem = maybe(made, '.nhsuk-error-summary')
  const draft = pressed?.name || problem ? (raising(form)?.value ?? '') : ''
  put(made)
  const written = raising(made)
  if (!written) return
  written.value = draft
  const voted = pressed?.value && `[data-floor] button[value="${CSS.escape(pressed.value)}"]`
  const again = voted ? maybe(made, voted) : null
  const next = problem ?? again ?? written
  next.focus()
}
