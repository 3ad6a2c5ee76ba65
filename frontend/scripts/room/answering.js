// Answering a question of a room: sent until it is acknowledged, and the last tap counts.
import { askForCard, rememberCard } from './card.js'

export const TRIES = 8
export const PATIENCE = 5000
const PROBLEMS = { 400: 'wrong', 403: 'card', 409: 'closed', 429: 'often' }
let latest
let queue = Promise.resolve()

export const wait = (tried) => new Promise((resolve) => setTimeout(resolve, 500 * tried))

// Lets a page's form answer; `current` returns the page that is shown, which may be the next one's.
export function answering (page, code, current) {
  showGiven(page, code)
  const form = page.querySelector('[data-answer-room]')
  if (!form) return
  show(form, sessionStorage.getItem(nameOf(code, form.dataset.question)))
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const { value, words } = given(form, event.submitter)
    const problem = await send(form, code, value)
    if (problem === 'newer') return
    const isLate = problem === 'closed' && !form.isConnected
    complain(isLate ? current() : page, isLate ? 'late' : problem)
    if (problem === 'card') askForCard(form)
    if (problem) return
    sessionStorage.setItem(nameOf(code, form.dataset.question), words)
    show(form, words)
    rememberCard(form)
  }, true)
}

export function complain (page, problem) {
  const place = page.querySelector('[data-join-problem]')
  if (!place) return
  place.hidden = !problem
  place.textContent = problem ? place.dataset[problem] : ''
}

// What a press of a button means: what is sent, and how it is said.
function given (form, button) {
  if ('takeBack' in button.dataset) return { value: null, words: '' }
  const written = form.elements.answer
  if (written?.tagName === 'INPUT') return { value: written.value, words: written.value }
  return { value: button.value, words: button.textContent }
}

async function send (form, code, answer) {
  const mine = latest = {}
  const content = { question: Number(form.dataset.question), token: form.elements.token.value, answer }
  for (let tried = 1; ; tried++) {
    const problem = await sendOnce(code, content)
    if (mine !== latest) return 'newer'
    if (problem !== 'lost' || tried === TRIES) return problem
    complain(form.closest('[data-join]'), 'lost')
    await wait(tried)
    if (mine !== latest) return 'newer'
  }
}

// One at a time, so that none overtakes another.
function sendOnce (code, content) {
  queue = queue.then(async () => {
    try {
      const reply = await fetch(`/room/${code}/answer`, {
        method: 'POST', credentials: 'omit', body: JSON.stringify(content), signal: AbortSignal.timeout(PATIENCE)
      })
      return reply.ok ? '' : PROBLEMS[reply.status] || 'lost'
    } catch {
      return 'lost' // the network: again
    }
  })
  return queue
}

const nameOf = (code, question) => `everyseat-answer-${code}-${question}`

// What this tab answered to a question that has closed.
function showGiven (page, code) {
  const place = page.querySelector('[data-given-before]')
  const words = place && sessionStorage.getItem(nameOf(code, place.dataset.givenBefore))
  if (!words) return
  place.hidden = false
  place.querySelector('strong').textContent = words
}

// What this tab has answered; null if it does not know, and the server's page says it.
function show (form, words) {
  if (words === null) return
  form.querySelector('[data-given-words]').textContent = words
  form.querySelector('[data-given]').hidden = !words
  for (const button of form.querySelectorAll('[name=answer][value]')) {
    button.setAttribute('aria-pressed', button.textContent === words)
  }
}
