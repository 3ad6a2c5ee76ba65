// The remote control: how many have answered, as they do; and when there is something to look at.
import { follow } from '../follow.js'

const now = document.querySelector('[data-control]')
const EVERY = 4000
let first, isLeaving

if (now) {
  follow(now.dataset.control, show)
  waiting(now.querySelector('[data-waits]'))
  addEventListener('submit', () => { isLeaving = true }) // what a button leads to is not overtaken
}

// What waits is in no frame, as phones read those too: it is asked for.
async function waiting (place) {
  try {
    const reply = await fetch(place.dataset.waits, { signal: AbortSignal.timeout(EVERY) })
    const { said } = await reply.json()
    if (place.textContent !== said) place.textContent = said
  } catch { /* no network, or signed out: again below */ }
  setTimeout(waiting, EVERY, place)
}

function show ({ question, ended }) {
  if (isLeaving) return
  if (ended || String(question?.id) !== now.dataset.question) return location.replace(location.pathname)
  const { n, few } = now.dataset
  if (question.kind !== 'floor') {
    now.querySelector('[data-count]').textContent = question.n === null ? few : n.replace('{n}', question.n)
  }
  const seen = JSON.stringify(question.kind === 'word' || question.kind === 'floor' ? question.tally?.map((row) => row[2] && row[0]) : '')
  first ??= seen
  if (seen !== first) now.querySelector('[data-look-again]').textContent = now.dataset.new
}
