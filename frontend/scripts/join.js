// A participant's page: it moves on with the room, and an answer is sent until it is acknowledged.
import { follow } from './follow.js'

const page = document.querySelector('[data-join]')
const form = page.querySelector('[data-answer-room]')
const code = page.dataset.join
const TRIES = 8

// Another question, or this one closed: the server's own page says it, in the right language.
follow(code, ({ question, ended }) => {
  const number = ended ? 'ended' : question ? `${question.id}-${question.open ? 'True' : 'False'}` : ''
  if (number !== page.dataset.number) location.replace(location.pathname)
  else if (question?.kind === 'floor') showFloor(question.tally || [])
})

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

if (form) {
  const name = `everyseat-answer-${code}-${form.dataset.question}`
  show(sessionStorage.getItem(name))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const button = event.submitter
    const back = 'takeBack' in button.dataset
    const written = form.elements.answer
    const value = back ? null : written?.tagName === 'INPUT' ? written.value : button.value
    const words = back ? '' : written?.tagName === 'INPUT' ? value : button.textContent
    send(value, TRIES).then((problem) => {
      complain(problem)
      if (problem) return
      sessionStorage.setItem(name, words)
      show(words)
    })
  }, true)
}

async function send (answer, tries) {
  const content = { question: Number(form.dataset.question), token: form.elements.token.value, answer }
  try {
    const reply = await fetch(`/room/${code}/answer`, {
      method: 'POST', credentials: 'omit', body: JSON.stringify(content)
    })
    if (reply.ok) return ''
    if (reply.status === 409) return 'closed'
    if (reply.status === 400) return 'wrong'
    if (reply.status === 429) return 'often'
  } catch { /* the network: again below */ }
  if (tries <= 1) return 'lost'
  complain('lost')
  await new Promise((resolve) => setTimeout(resolve, 500 * (TRIES - tries + 1)))
  return send(answer, tries - 1)
}

function complain (problem) {
  const place = page.querySelector('[data-join-problem]')
  place.hidden = !problem
  place.textContent = problem ? place.dataset[problem] : ''
}

// What this tab has answered; null if it does not know, and the server's page says it.
function show (words) {
  if (words === null) return
  page.querySelector('[data-given-words]').textContent = words
  page.querySelector('[data-given]').hidden = !words
  for (const button of form.querySelectorAll('[name=answer][value]')) {
    button.setAttribute('aria-pressed', button.textContent === words)
  }
}
