// Answering a statement: sent in the background, and the next one takes its place; by the keys A, D and
// P, unless they were switched off in this tab. A second press of the same thumb does not answer the
// statement that has just taken the place of the first. What can't be sent so is sent as a plain form, if
// the server can be reached at all.

import { showProblem } from '../../giving/guarding.ts'
import { all, goTo, maybe, one } from '../../shared/page.ts'
import { within } from '../../shared/patience.ts'
import { isReachable } from '../../shared/reaching.ts'
import { inTab } from '../../shared/stores.ts'
import { answerOf } from '../keys.ts'
import { remember } from '../own.ts'

const NAME = 'conversation-keys'
const JUST_SHOWN = 400
const PATIENCE = 5000

interface Statement {
  number: number
  text: string
  language: string
  original: string // "" where the text is no translation
  written_in: string
  label: string
  left: string
}

const asked = maybe(document, '[data-asked]')
const site = / – [^–]*$/.exec(document.title)?.[0] ?? '' // of which organisation it is
let shownAt = performance.now()
let isSent = false

remember(location.pathname)
if (asked) {
  asked.addEventListener('submit', (event) => press(asked, event))
  offerKeys(asked)
  addEventListener('pageshow', () => {
    isSent = false // the page that the back button brings back
  })
}

function press(place: HTMLElement, event: SubmitEvent) {
  event.preventDefault()
  const { target, submitter } = event
  if (isSent || performance.now() < shownAt + JUST_SHOWN) return
  if (!(target instanceof HTMLFormElement && submitter instanceof HTMLButtonElement)) return
  isSent = true
  one(place, '[data-problem]').hidden = true
  void send(place, target, submitter.value)
}

async function send(place: HTMLElement, form: HTMLFormElement, answer: string) {
  const fields = new URLSearchParams({
    answer,
    statement: one(form, '[name=statement]', HTMLInputElement).value,
  })
  try {
    const address = `${place.dataset.next}?lang=${document.documentElement.lang}`
    const reply = await fetch(address, {
      method: 'POST',
      credentials: 'omit',
      body: fields,
      signal: within(PATIENCE),
    })
    if (!reply.ok) throw new Error(String(reply.status))
    const { statement } = (await reply.json()) as { statement: Statement | null }
    if (statement) show(place, form, statement, answer)
    else location.reload()
  } catch {
    if (await isReachable()) return plainly(form, answer)
    showProblem(one(place, '[data-problem]'))
    isSent = false
  }
}

// After the first few answers, and not for ever.
function sayCard(line: HTMLElement) {
  const more = Number(line.dataset.keepCard)
  line.hidden = more < 1
  line.dataset.keepCard = `${more - 1}`
}

function show(place: HTMLElement, form: HTMLFormElement, statement: Statement, answer: string) {
  const heading = one(form, 'h1')
  say(place, answer, heading.textContent.trim())
  one(form, '[name=statement]', HTMLInputElement).value = String(statement.number)
  heading.textContent = statement.text
  document.title = statement.text + site
  heading.lang = statement.language
  showOriginal(one(place, '[data-original]', HTMLDetailsElement), statement)
  one(form, '[data-label]').textContent = statement.label
  one(place, '[data-left]').textContent = statement.left
  for (const link of all(document, '[data-answered]')) link.hidden = false
  sayCard(one(place, '[data-keep-card]'))
  goTo(heading)
  shownAt = performance.now()
  isSent = false
}

// What was answered last: whoever pressed something else than they meant sees it, and can change it.
function say(place: HTMLElement, answer: string, text: string) {
  const last = one(place, '[data-last]')
  one(last, '[role=status]').textContent = (last.dataset[answer] ?? '').replace(
    '{text}',
    () => text,
  )
}

function showOriginal(fold: HTMLDetailsElement, statement: Statement) {
  const words = one(fold, 'p')
  words.textContent = statement.original
  words.lang = statement.written_in
  fold.open = false
  fold.hidden = !statement.original
}

// The same answer twice changes nothing: it does not matter whether the first one came through.
function plainly(form: HTMLFormElement, answer: string) {
  const field = document.createElement('input')
  Object.assign(field, { type: 'hidden', name: 'answer', value: answer })
  form.append(field)
  form.submit()
}

function offerKeys(place: HTMLElement) {
  const choice = one(document, '[data-keys]')
  const box = one(choice, 'input', HTMLInputElement)
  choice.hidden = !matchMedia('(hover: hover)').matches
  box.checked = !choice.hidden && inTab.get(NAME) !== 'off'
  nameKeys(place, box.checked)
  box.addEventListener('change', () => {
    inTab.set(NAME, box.checked ? 'on' : 'off')
    nameKeys(place, box.checked)
  })
  document.addEventListener('keydown', (event) => {
    if (box.checked && isAbout([place, choice], event.target)) answer(place, event)
  })
}

// A key that is pressed on a link or in another part of the page is not meant for the statement.
function isAbout(places: HTMLElement[], target: EventTarget | null) {
  if (target === document.body) return true
  if (!(target instanceof HTMLElement) || target instanceof HTMLAnchorElement) return false
  return places.some((place) => place.contains(target))
}

function answer(place: HTMLElement, event: KeyboardEvent) {
  const value = answerOf(event)
  if (value) one(place, `[value="${value}"]`, HTMLButtonElement).click()
}

// Screen readers say the key of each button.
function nameKeys(place: HTMLElement, are: boolean) {
  for (const button of all(place, 'button[name=answer]', HTMLButtonElement)) {
    if (are) button.setAttribute('aria-keyshortcuts', button.value.charAt(0))
    else button.removeAttribute('aria-keyshortcuts')
  }
}
