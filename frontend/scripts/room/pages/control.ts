// The remote control: what is on now, changed in place, so that nothing moves that was open or read.
import { all, goTo, maybe, one, write } from '../../shared/page.ts'
import { within } from '../../shared/patience.ts'
import { textsOf } from '../../shared/texts.ts'
import { follow } from '../follow.ts'
import { sayLost } from '../lost.ts'
import { QuietTime } from '../quiet.ts'
import { countOf } from '../saying.ts'
import { fillRows } from '../seen.ts'
import { PATIENCE } from '../sending.ts'
import { isRaised, linesOf, type Question, type RoomState } from '../state.ts'
import { showTimer } from '../timer.ts'

const EVERY = 4000
const GRACE = 500 // a page that was just made may hear first of what was before it
const PARTS = ['now', 'questions', 'bar']
const MOST_COUNTS = 10
const MOST_WORDS = 5 // all of them stand in a list of their own
const AFTER_NEXT = 1000 // a second press of the same thumb is not meant for what stands there now
const AFTER_MOVING = 400

const part = (name: string) => maybe(document, `[data-part="${name}"]`)
const words = (name: string, values = {}) =>
  textsOf(one(document, '[data-part="bar"]'))(name, values)
const bar = part('bar')
const quiet = new QuietTime()
let newest: RoomState | undefined
let own: Question | undefined // what was answered, also while the hall does not see it
let isActing = false
let behind: ReturnType<typeof setTimeout> | undefined

if (bar) {
  follow(bar, hear, sayLost)
  void look()
  document.addEventListener('submit', act)
  addEventListener('pageshow', () => {
    isActing = false // the page that the back button brings back
  })
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
  showCounts(state, question)
}

function showCounts({ percent }: RoomState, question: Question) {
  const isSame = own?.id === question.id && own.kind === question.kind
  const known = own && isSame && !question.tally ? own : question
  const lines = isRaised(known.kind) ? [] : linesOf(known)
  const { kind } = question
  write(one(document, '[data-count]'), countOf(question, words))
  one(document, '[data-counts]').hidden = !lines.length
  const most = kind === 'word' || kind === 'felt' ? MOST_WORDS : MOST_COUNTS
  fillRows(one(document, '[data-part=now]'), known, lines, percent, most)
}

// A button of what is on now, of the bar or of the questions does its work in place.
function act(event: SubmitEvent) {
  const form = event.target
  if (!(form instanceof HTMLFormElement)) return
  if (!form.closest('[data-part]')) {
    isActing = true // this page is left: what the server says of it meanwhile leads nowhere else
    return
  }
  event.preventDefault()
  if (quiet.isNow) return
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form, event.submitter)) body.append(name, `${value}`)
  void change(form.action, { method: 'POST', body }, event.submitter)
}

// Puts in place what an address says now of each part.
async function change(address: string, options: RequestInit = {}, pressed?: HTMLElement | null) {
  isActing = true
  try {
    const reply = await fetch(address, { ...options, signal: within(PATIENCE) })
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
  quiet.begin(pressed?.closest('[data-part=bar]') ? AFTER_NEXT : AFTER_MOVING)
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

// What there is to look at is in no state, as phones read those too: it is asked for. Nothing moves
// under a finger: a list is changed when nobody has touched the page for a while.
async function look() {
  const place = maybe(document, '[data-waits]')
  try {
    if (place) {
      const signal = within(EVERY)
      const { stands, question } = await (await fetch(place.dataset.waits ?? '', { signal })).json()
      own = question ?? undefined
      if (newest && !isActing) show(newest)
      const isNew = place.isConnected && stands !== place.dataset.stands
      if (isNew && quiet.isUntouched && !isChoosing()) await change(location.href)
    }
  } catch {
    /* no network, or signed out: again below */
  }
  setTimeout(look, EVERY)
}

const isChoosing = () => !!document.activeElement?.matches('[data-part] :is(select, input)')
