// A participant's page, which moves on with the room.
import { begun, isAble } from '../../giving/able.ts'
import { fillTokens } from '../../giving/devices.ts'
import { all, goTo, maybe, one } from '../../shared/page.ts'
import { within } from '../../shared/patience.ts'
import { wait } from '../../shared/wait.ts'
import { answering } from '../answering.ts'
import { fillCard } from '../card.ts'
import { onTheFloor, showFloor } from '../floor.ts'
import { follow } from '../follow.ts'
import { sayLost } from '../lost.ts'
import { showSeen } from '../seen.ts'
import { PATIENCE } from '../sending.ts'
import { isRaised, numberOf, type RoomState, raisedIn } from '../state.ts'
import { showTimer } from '../timer.ts'

let page = one(document, '[data-join]')
let newest: RoomState | undefined
let isMoving = false
let at = page.dataset.at ?? '' // of a set that is open: the question that somebody wants to see

const isAt = (made: HTMLElement) => (made.dataset.at ?? '') === at

const isBehind = () =>
  !isAt(page) ||
  (newest && (numberOf(newest) !== page.dataset.number || newest.promise !== page.dataset.promise))

if (isAble()) {
  begin()
  follow(page, show, sayLost)
  begun()
}

function show(state: RoomState) {
  newest = state
  if (isMoving) return
  if (isBehind()) void moveOn()
  else showAnswers()
}

function showAnswers() {
  if (!newest) return
  const { question } = newest
  if (question && isRaised(question.kind)) showFloor(page, raisedIn(question))
  showSeen(page, newest)
  showTimer(question)
}

function begin() {
  fillTokens(page)
  fillCard(page)
  for (const sentence of all(page, '[data-with-script]')) sentence.hidden = false
  answering(page, () => page, go)
  onTheFloor(page, put)
}

function go(question: string) {
  at = question
  if (!isMoving) void moveOn()
}

function put(made: HTMLElement) {
  page.replaceWith(made)
  page = made
  begin()
}

// Another question or step of a set, this one closed, or another promise: the server makes it anew, once for all.
async function moveOn() {
  isMoving = true
  try {
    await showPage()
  } catch {
    /* no network: again below */
  }
  if (isBehind()) await wait(500 + 500 * Math.random())
  isMoving = false
  if (isBehind()) void moveOn()
  else showAnswers()
}

async function showPage() {
  const wanted = at
  const address = `${page.dataset.page}?lang=${document.documentElement.lang}&q=${wanted}`
  const signal = within(PATIENCE)
  const reply = await fetch(address, { credentials: 'omit', signal })
  if (!reply.ok) throw new Error(`${reply.status}`)
  const { page: html } = await reply.json()
  const made = maybe(new DOMParser().parseFromString(html, 'text/html'), '[data-join]')
  if (!made) throw new Error('no page')
  if (at === wanted) at = made.dataset.at ?? ''
  const isSame = made.dataset.at === page.dataset.at
  if (isSame && made.dataset.number === page.dataset.number) return promise(made)
  put(made)
  history.replaceState(null, '', at ? `?q=${at}` : location.pathname) // a reload comes back here
  goTo(one(page, 'h1'))
}

// The same question with another promise: what somebody writes, or looks at, stays.
function promise(made: HTMLElement) {
  page.dataset.promise = made.dataset.promise
  one(page, '[data-who]').replaceChildren(...one(made, '[data-who]').children)
}
