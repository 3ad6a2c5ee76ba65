// A participant's page: it moves on with the room, and an answer is sent until it is acknowledged.
import * as cards from './cards.js'
import { fillTokens } from './devices.js'
import { follow } from './follow.js'

const TRIES = 8
const PATIENCE = 5000
const CARD = 52
const PROBLEMS = { 400: 'wrong', 403: 'card', 409: 'closed', 429: 'often' }
let page = document.querySelector('[data-join]')
let newest, isMoving, latest
const code = page.dataset.join

begin()
follow(code, (frame) => {
  newest = frame
  if (isMoving) return
  if (isBehind()) moveOn()
  else if (frame.question?.kind === 'floor' && frame.question.tally) showFloor(frame.question.tally)
})

const number = ({ question, ended }) => ended ? 'ended' : question ? `${question.id}-${question.open}` : ''

// Another question, or this one closed: what stands here is made anew by the server, once for all.
async function moveOn () {
  isMoving = true
  try { await showPage() } catch { /* no network: again below */ }
  if (isBehind()) await new Promise((resolve) => setTimeout(resolve, 500 + 500 * Math.random()))
  isMoving = false
  if (isBehind()) moveOn()
}

const isBehind = () => number(newest) !== page.dataset.number

async function showPage () {
  const reply = await fetch(`/room/${code}/page?lang=${document.documentElement.lang}`, { credentials: 'omit', signal: AbortSignal.timeout(PATIENCE) })
  if (!reply.ok) throw new Error(reply.status)
  const made = new DOMParser().parseFromString((await reply.json()).page, 'text/html').querySelector('[data-join]')
  page.replaceWith(made)
  page = made
  fillTokens(page)
  begin()
  const heading = page.querySelector('h1')
  heading.tabIndex = -1
  heading.focus()
}

// The floor's questions move up and down while somebody writes: the list alone is made anew.
function showFloor (raised) {
  const list = page.querySelector('[data-floor]')
  if (!list || list.contains(document.activeElement)) return
  const voted = new Set([...list.querySelectorAll('[aria-pressed=true]')].map((button) => button.value))
  list.replaceChildren(...raised.map(([id, text, n]) => {
    const item = page.querySelector('[data-floor-item]').content.firstElementChild.cloneNode(true)
    const button = item.querySelector('button')
    const isMine = voted.has(id)
    Object.assign(button, { name: isMine ? 'unvote' : 'vote', value: id })
    button.setAttribute('aria-pressed', isMine)
    button.querySelector('[data-n]').textContent = n
    button.querySelector('[data-about]').textContent = text
    item.querySelector('[data-text]').textContent = text
    return item
  }))
}

// What is asked from the floor, and votes: sent in the background, so that nothing written is lost.
function onTheFloor (form) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const content = new URLSearchParams(new FormData(form, event.submitter))
    if (event.submitter.name) content.delete('raise')
    for (let tried = 1; tried <= TRIES; tried++) {
      try {
        const reply = await fetch(location.pathname, { method: 'POST', credentials: 'omit', body: content, signal: AbortSignal.timeout(PATIENCE) })
        const made = new DOMParser().parseFromString(await reply.text(), 'text/html').querySelector('[data-join]')
        if (form.isConnected) replaceFloor(form, made, event.submitter)
        return
      } catch { /* the network: again */ }
      complain(form.closest('[data-join]'), tried === TRIES ? 'unsent' : 'lost')
      await new Promise((resolve) => setTimeout(resolve, 500 * tried))
    }
  }, true)
}

// Puts what came back in its place; what somebody is writing meanwhile stays, and so does the focus.
function replaceFloor (form, made, pressed) {
  const draft = pressed.name ? form.elements.raise.value : made.querySelector('.nhsuk-error-summary') ? form.elements.raise.value : ''
  page.replaceWith(made)
  page = made
  fillTokens(page)
  begin()
  const written = page.querySelector('[name=raise]')
  if (!written) return
  written.value = draft
  const again = pressed.value && page.querySelector(`[data-floor] button[value="${CSS.escape(pressed.value)}"]`)
  ;(page.querySelector('.nhsuk-error-summary') || again || written).focus()
}

function begin () {
  withCard()
  for (const sentence of page.querySelectorAll('[data-with-script]')) sentence.hidden = false
  const floor = page.querySelector('[data-floor-form]')
  if (floor) onTheFloor(floor)
  showGiven()
  const form = page.querySelector('[data-answer-room]')
  if (!form) return
  const name = `everyseat-answer-${code}-${form.dataset.question}`
  show(form, sessionStorage.getItem(name))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const button = event.submitter
    const back = 'takeBack' in button.dataset
    const written = form.elements.answer
    const value = back ? null : written?.tagName === 'INPUT' ? written.value : button.value
    const words = back ? '' : written?.tagName === 'INPUT' ? value : button.textContent
    send(form, value).then((problem) => {
      if (problem === 'newer') return
      complain(problem === 'closed' && !form.isConnected ? page : form.closest('[data-join]'), problem === 'closed' && !form.isConnected ? 'late' : problem)
      if (problem === 'card') askForCard(form)
      if (problem) return
      sessionStorage.setItem(name, words)
      show(form, words)
      remember(form)
    })
  }, true)
}

// What this tab answered to a question that has closed.
function showGiven () {
  const place = page.querySelector('[data-given-before]')
  const words = place && sessionStorage.getItem(`everyseat-answer-${code}-${place.dataset.givenBefore}`)
  if (!words) return
  place.hidden = false
  place.querySelector('strong').textContent = words
}

// In a room by invitation a card answers: that of the link that was opened, or the one drawn here.
function withCard () {
  const place = page.querySelector('[data-member-card]')
  if (!place) return
  const linked = cards.fromHash(location.hash)
  if (linked && linked.code.replace(/[^a-z0-9]/gi, '').length === CARD) {
    history.replaceState(null, '', location.pathname)
    cards.open(location, linked)
  }
  const drawn = cards.drawnFor(location)
  const card = cards.opened(location) || (drawn.length === 1 ? drawn[0] : null)
  if (!card || (card.key && card.key !== place.dataset.key)) return
  place.querySelector('input').value = card.code
  place.hidden = true
}

// A code that was typed is kept for the next question, in this tab alone.
function remember (form) {
  const place = form.querySelector('[data-member-card]')
  if (place && !place.hidden) cards.open(location, { code: form.elements.token.value, key: place.dataset.key })
}

// A card that was refused is asked for.
function askForCard (form) {
  cards.close(location)
  const place = form.querySelector('[data-member-card]')
  if (place) place.hidden = false
}

// Sends an answer until it is acknowledged, or until a newer one is sent: the last tap counts.
async function send (form, answer) {
  const mine = latest = {}
  const content = { question: Number(form.dataset.question), token: form.elements.token.value, answer }
  for (let tried = 1; ; tried++) {
    const problem = await sendOnce(content)
    if (mine !== latest) return 'newer'
    if (problem !== 'lost' || tried === TRIES) return problem
    complain(form.closest('[data-join]'), 'lost')
    await new Promise((resolve) => setTimeout(resolve, 500 * tried))
    if (mine !== latest) return 'newer'
  }
}

let queue = Promise.resolve()

// One at a time, so that none overtakes another.
function sendOnce (content) {
  const sent = queue.then(async () => {
    try {
      const reply = await fetch(`/room/${code}/answer`, {
        method: 'POST', credentials: 'omit', body: JSON.stringify(content), signal: AbortSignal.timeout(PATIENCE)
      })
      return reply.ok ? '' : PROBLEMS[reply.status] || 'lost'
    } catch {
      return 'lost' // the network: again
    }
  })
  queue = sent
  return sent
}

function complain (where, problem) {
  const place = where?.querySelector('[data-join-problem]')
  if (!place) return
  place.hidden = !problem
  place.textContent = problem ? place.dataset[problem] : ''
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
