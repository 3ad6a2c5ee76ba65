// The remote control: what is on now, changed in place, so that nothing moves that was open or read.
import { all, goTo, maybe, one } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { follow } from '../follow.ts'
import { sayLost } from '../lost.ts'
import { PATIENCE } from '../sending.ts'
import type { Question, RoomState } from '../state.ts'
import { showTimer } from '../timer.ts'

const EVERY = 4000
const GRACE = 500 // a page that was just made may hear first of what was before it
const PARTS = ['now', 'questions', 'bar']

const part = (name: string) => maybe(document, `[data-part="${name}"]`)
const words = (name: string, values = {}) =>
  textsOf(one(document, '[data-part="bar"]'))(name, values)
const bar = part('bar')
let newest: RoomState | undefined
let seen: string | undefined
let isActing = false
let behind: ReturnType<typeof setTimeout> | undefined

if (bar) {
  follow(bar, hear, sayLost)
  void waiting()
  document.addEventListener('submit', act)
  document.addEventListener('click', lookAgain)
}

function hear(state: RoomState) {
  if (one(document, '[data-said]').textContent === words('lost')) say('') // it is back
  show(state)
}

function show(state: RoomState) {
  newest = state
  clearTimeout(behind)
  if (isActing) return
  const { question, held } = state
  const now = part('now')
  if (held !== part('bar')?.dataset.held) {
    behind = setTimeout(() => void change(location.href), GRACE)
    return
  }
  showTimer(question)
  if (!question || !now) return
  if (question.kind !== 'floor') {
    const n = question.n
    one(document, '[data-count]').textContent = n === null ? words('few') : words('n', { n })
  }
  seen ??= seenIn(question)
  if (seenIn(question) !== seen) one(now, '[data-look-again]').textContent = words('new')
}

function lookAgain(event: MouseEvent) {
  if (!(event.target instanceof Element) || !event.target.closest('[data-look-again]')) return
  event.preventDefault()
  void change(location.href)
}

// A button of what is on now, of the bar or of the questions does its work in place.
function act(event: SubmitEvent) {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.closest('[data-part]')) return
  event.preventDefault()
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form, event.submitter)) body.append(name, `${value}`)
  void change(form.action, { method: 'POST', body }, event.submitter)
}

// Puts in place what an address says now of each part.
async function change(address: string, options: RequestInit = {}, pressed?: HTMLElement | null) {
  isActing = true
  try {
    const reply = await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) })
    if (reply.status >= 500) throw new Error(`${reply.status}`)
    if (!reply.ok) return location.reload() // somebody else runs it now: the page says who
    const made = new DOMParser().parseFromString(await reply.text(), 'text/html')
    const isSame = new URL(reply.url).pathname === location.pathname
    if (isSame && PARTS.every((name) => !part(name) === !maybe(made, `[data-part="${name}"]`))) {
      put(made, pressed)
    } else {
      location.assign(reply.url) // the first question, the end, or somebody who signed out
    }
  } catch {
    say(words('lost'))
  } finally {
    isActing = false
  }
  if (newest) show(newest)
}

// What was open stays open, what was chosen stays chosen, and the focus where it was.
function put(made: Document, pressed?: HTMLElement | null) {
  const active = pressed ?? document.activeElement?.closest<HTMLElement>('[data-part] *')
  const place = active && placeOf(active)
  const chosen = chosenElsewhere(pressed?.closest('form'))
  const open = all(document, '[data-part] details[open]').map(nameOf)
  for (const name of PARTS) {
    const fresh = maybe(made, `[data-part="${name}"]`)
    if (fresh) part(name)?.replaceWith(fresh)
  }
  for (const details of all(document, '[data-part] details', HTMLDetailsElement)) {
    if (open.includes(nameOf(details))) details.open = true
  }
  for (const [id, value] of chosen) choose(id, value)
  seen = undefined
  say(
    all(made, '.es-messages p')
      .map((said) => said.textContent?.trim())
      .join(' '),
  )
  if (place) focus(place)
}

// What is chosen in lists and fields, but for those of the form that was just sent.
function chosenElsewhere(sent?: HTMLFormElement | null): [string, string][] {
  const lists = all(document, '[data-part] select', HTMLSelectElement)
  const numbers = all(document, '[data-part] input[type=number]', HTMLInputElement)
  const fields = [...lists, ...numbers].filter(({ id, form }) => id && form !== sent)
  return fields.map(({ id, value }) => [id, value])
}

function choose(id: string, value: string) {
  const found = document.getElementById(id)
  if (found instanceof HTMLInputElement) found.value = value
  if (!(found instanceof HTMLSelectElement)) return
  if ([...found.options].some((option) => option.value === value)) found.value = value
}

interface Place {
  part: string
  id: string
  index: number
  text: string
}

const focusable = (name: string) =>
  all(document, `[data-part="${name}"] :is(button, a, summary, input, select)`)

function placeOf(element: HTMLElement): Place {
  const name = element.closest<HTMLElement>('[data-part]')?.dataset.part ?? 'bar'
  const index = focusable(name).indexOf(element)
  return { part: name, id: element.id, index, text: element.textContent ?? '' }
}

// The same button or field, or what stands in its place now.
function focus({ part: name, id, index, text }: Place) {
  const same = id && document.getElementById(id)
  if (same) return same.focus({ preventScroll: true })
  const now = focusable(name)
  const undo = maybe(document, '[data-undo]') // what was pressed last can be undone
  const next = undo ?? now.find((button) => button.textContent === text) ?? now[index] ?? now.at(-1)
  if (next) next.focus({ preventScroll: true })
  else goTo(one(document, 'h1'), { preventScroll: true })
}

// Details are known by what their summary says, whatever number stands in it.
const nameOf = (details: Element) =>
  (maybe(details, 'summary')?.textContent ?? '').replace(/\d+/g, '').trim()

function say(text: string) {
  one(document, '[data-said]').textContent = text
}

// What waits is in no state, as phones read those too: it is asked for.
async function waiting() {
  const place = maybe(document, '[data-waits]')
  try {
    if (place) {
      const signal = AbortSignal.timeout(EVERY)
      const { said } = await (await fetch(place.dataset.waits ?? '', { signal })).json()
      if (place.textContent !== said) place.textContent = said
    }
  } catch {
    /* no network, or signed out: again below */
  }
  setTimeout(waiting, EVERY)
}

// Which words or questions there are to look at, however many stand behind each.
function seenIn({ kind, tally }: Question): string {
  if (kind !== 'word' && kind !== 'floor') return '""'
  return JSON.stringify(tally?.map((row) => Array.isArray(row) && row[2] && row[0]))
}
