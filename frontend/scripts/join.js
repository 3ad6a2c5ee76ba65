// A participant's page: it moves on with the room, and an answer is sent until it is acknowledged.
import * as cards from './cards.js'
import { fillTokens } from './devices.js'
import { follow } from './follow.js'

const TRIES = 8
let page = document.querySelector('[data-join]')
let newest, isMoving
const code = page.dataset.join

begin()
follow(code, (frame) => {
  newest = frame
  if (isMoving) return
  if (isBehind()) moveOn()
  else if (frame.question?.kind === 'floor') showFloor(frame.question.tally || [])
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
  const reply = await fetch(`/room/${code}/page?lang=${document.documentElement.lang}`, { credentials: 'omit' })
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
  list.replaceChildren(...raised.map(([id, text, n]) => {
    const button = document.createElement('button')
    Object.assign(button, { className: 'nhsuk-button nhsuk-button--secondary', name: 'vote', value: id, textContent: `▲ ${n}` })
    const spoken = document.createElement('span')
    spoken.className = 'nhsuk-u-visually-hidden'
    spoken.textContent = ` ${list.dataset.vote.replace('{text}', text)}`
    button.append(spoken)
    const words = document.createElement('span')
    Object.assign(words, { dir: 'auto', textContent: text })
    const item = document.createElement('li')
    item.append(button, ' ', words)
    return item
  }))
}

function begin () {
  withCard()
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
    send(form, value, TRIES).then((problem) => {
      complain(form, problem)
      if (problem) return
      sessionStorage.setItem(name, words)
      show(form, words)
      remember(form)
    })
  }, true)
}

// In a room by invitation a card answers: that of the link that was opened, or the one drawn here.
function withCard () {
  const place = page.querySelector('[data-member-card]')
  if (!place) return
  const linked = cards.fromHash(location.hash)
  if (linked) {
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

async function send (form, answer, tries) {
  const content = { question: Number(form.dataset.question), token: form.elements.token.value, answer }
  try {
    const reply = await fetch(`/room/${code}/answer`, {
      method: 'POST', credentials: 'omit', body: JSON.stringify(content)
    })
    if (reply.ok) return ''
    if (reply.status === 409) return 'closed'
    if (reply.status === 400) return 'wrong'
    if (reply.status === 403) return 'card'
    if (reply.status === 429) return 'often'
  } catch { /* the network: again below */ }
  if (tries <= 1) return 'lost'
  complain(form, 'lost')
  await new Promise((resolve) => setTimeout(resolve, 500 * (TRIES - tries + 1)))
  return send(form, answer, tries - 1)
}

function complain (form, problem) {
  const place = form.closest('[data-join]').querySelector('[data-join-problem]')
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
