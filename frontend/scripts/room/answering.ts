// Answering a question of a room, on a participant's page.
import { all, field, maybe, one, onSubmit } from '../shared/page.ts'
import { inTab } from '../shared/stores.ts'
import { textsOf } from '../shared/texts.ts'
import { askForCard, rememberCard } from './card.ts'
import { fill, numbersIn, partsOf, saidIn } from './parts.ts'
import { points } from './points.ts'
import { ranking } from './ranking.ts'
import { send } from './sending.ts'

// Lets a page's form answer; `current` returns the page that is shown, which may be the next one's,
// and `go` leads to another question of a set.
export function answering(
  page: HTMLElement,
  current: () => HTMLElement,
  go: (question: string) => void,
) {
  const { join: code = '', answer: address = '' } = page.dataset
  showGiven(page, code)
  const form = maybe(page, '[data-answer-room]', HTMLFormElement)
  if (!form) return
  const { question = '' } = form.dataset
  const group = partsOf(form)
  if (group) ranking(group)
  if (group) points(group)
  refill(form, nameOf(code, question))
  show(form, inTab.get(nameOf(code, question)))
  onSubmit(form, async (event) => {
    const step = stepOf(event.submitter)
    if (step) return go(step)
    const { value, words } = given(form, event.submitter)
    const content = { question: Number(question), token: field(form, 'token').value, answer: value }
    const problem = await send(address, content, () => complain(page, 'lost'))
    if (problem === 'newer') return
    const isLate = problem === 'closed' && !form.isConnected
    complain(isLate ? current() : page, isLate ? 'late' : problem)
    if (problem === 'card') askForCard(form)
    if (problem) return
    inTab.set(nameOf(code, question), words)
    inTab.set(numbersOf(nameOf(code, question)), JSON.stringify(value))
    if (value === null) refill(form, nameOf(code, question))
    show(form, words)
    rememberCard(form)
  })
}

export function complain(page: HTMLElement, problem: string) {
  const place = maybe(page, '[data-join-problem]')
  if (!place) return
  place.hidden = !problem
  place.textContent = problem ? textsOf(place)(problem) : ''
}

// The question of a set that a button leads to.
const stepOf = (button: HTMLElement | null) =>
  button instanceof HTMLButtonElement && button.name === 'go' ? button.value : ''

// What a press of a button means: what is sent, and how it is said.
function given(form: HTMLFormElement, button: HTMLElement | null) {
  if (button && 'takeBack' in button.dataset) return { value: null, words: '' }
  const group = partsOf(form)
  if (group) return { value: numbersIn(group), words: saidIn(group) }
  const written = maybe(form, 'input[name=answer]', HTMLInputElement)
  if (written) return { value: written.value, words: written.value }
  const value = button instanceof HTMLButtonElement ? button.value : ''
  return { value, words: button ? sayOf(button) : '' }
}

const nameOf = (code: string, question: string) => `everyseat-answer-${code}-${question}`

const numbersOf = (name: string) => `${name}-numbers`

// Numbers that this tab gave options stand there again, on a page that the server makes for all.
function refill(form: HTMLFormElement, name: string) {
  const group = partsOf(form)
  const kept = inTab.get(numbersOf(name))
  if (group && kept) fill(group, JSON.parse(kept) ?? [])
}

// What this tab answered to a question that has closed.
function showGiven(page: HTMLElement, code: string) {
  const place = maybe(page, '[data-given-before]')
  const words = place && inTab.get(nameOf(code, place.dataset.givenBefore ?? ''))
  if (!words) return
  place.hidden = false
  one(place, 'strong').textContent = words
}

// What a button says, without the white space of the page's source.
const sayOf = (button: Element) => button.textContent?.trim() ?? ''

// What this tab has answered; null if it does not know, and the server's page says it.
function show(form: HTMLFormElement, words: string | null) {
  if (words === null) return
  one(form, '[data-given-words]').textContent = words
  one(form, '[data-given]').hidden = !words
  for (const skip of all(form, '[data-skip]')) skip.hidden = !!words
  for (const onward of all(form, '[data-onward]')) onward.hidden = !words
  for (const button of all(form, 'button[name=answer]')) {
    button.setAttribute('aria-pressed', `${sayOf(button) === words}`)
  }
}
