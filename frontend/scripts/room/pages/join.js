// A participant's page, which moves on with the room.
import { fillTokens } from '../../giving/devices.js'
import { follow } from '../follow.js'
import { PATIENCE, answering } from '../answering.js'
import { fillCard } from '../card.js'
import { onTheFloor, showFloor } from '../floor.js'

let page = document.querySelector('[data-join]')
let newest, isMoving
const code = page.dataset.join

const number = ({ question, ended }) => ended ? 'ended' : question ? `${question.id}-${question.open}` : ''
const isBehind = () => number(newest) !== page.dataset.number

begin()
follow(code, (frame) => {
  newest = frame
  if (isMoving) return
  if (isBehind()) moveOn()
  else if (frame.question?.kind === 'floor') showFloor(page, frame.question.tally ?? [])
})

function begin () {
  fillTokens(page)
  fillCard(page)
  for (const sentence of page.querySelectorAll('[data-with-script]')) sentence.hidden = false
  answering(page, code, () => page)
  onTheFloor(page, put)
}

function put (made) {
  page.replaceWith(made)
  page = made
  begin()
}

// Another question, or this one closed: what stands here is made anew by the server, once for all.
async function moveOn () {
  isMoving = true
  try { await showPage() } catch { /* no network: again below */ }
  if (isBehind()) await new Promise((resolve) => setTimeout(resolve, 500 + 500 * Math.random()))
  isMoving = false
  if (isBehind()) moveOn()
}

async function showPage () {
  const reply = await fetch(`/room/${code}/page?lang=${document.documentElement.lang}`, {
    credentials: 'omit', signal: AbortSignal.timeout(PATIENCE)
  })
  if (!reply.ok) throw new Error(reply.status)
  put(new DOMParser().parseFromString((await reply.json()).page, 'text/html').querySelector('[data-join]'))
  const heading = page.querySelector('h1')
  heading.tabIndex = -1
  heading.focus()
}
