// The time left to answer, on a page: digits alone, which change once a second and never flash. They
// follow the server's clock, so that phones and the screen say the same, also after a reload.
import { maybe, one, write } from '../shared/page.ts'
import { within } from '../shared/patience.ts'
import { textsOf } from '../shared/texts.ts'
import { behind, digits, saidAt } from './clock.ts'
import { PATIENCE } from './sending.ts'
import type { Question } from './state.ts'

const EVERY = 200 // so that no second is skipped
let until: number | null = null
let closes = false
let offset: number | undefined
let said = ''

export function showTimer(question: Question | null) {
  until = question?.open ? question.until : null
  closes = question?.closes ?? false
  if (until !== null && offset === undefined) void setClock()
  tick()
}

setInterval(tick, EVERY)

async function setClock() {
  offset = 0 // until the server has said
  const address = maybe(document, '[data-timer]')?.dataset.timer ?? ''
  try {
    const asked = Date.now()
    const signal = within(PATIENCE)
    const reply = await fetch(address, { credentials: 'omit', signal })
    const { now } = await reply.json()
    offset = behind(now, asked, Date.now())
  } catch {
    offset = undefined // no network: with the next state
  }
}

function tick() {
  const place = maybe(document, '[data-timer]')
  if (!place) return
  place.hidden = until === null
  if (until === null) {
    said = ''
    return
  }
  const left = Math.max(0, Math.ceil((until - Date.now() - (offset ?? 0)) / 1000))
  one(place, '[data-timer-words]').hidden = !left
  write(one(place, '[data-timer-left]'), left ? digits(left) : textsOf(place)('up'))
  one(place, '[data-timer-closes]').hidden = !closes || !left
  say(left)
}

// To those who can't see it, at a few moments.
function say(left: number) {
  const { name, n, part } = saidAt(left)
  const now = `${until} ${part}`
  if (now === said) return
  said = now
  const place = one(document, '[data-timer-said]')
  place.textContent = textsOf(place)(name, { n })
}
