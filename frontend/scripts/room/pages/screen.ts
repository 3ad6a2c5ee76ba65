// The screen of a hall: how to join, or one calm picture of what everybody answered.
import { one, pageData } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { follow } from '../follow.ts'
import { sayLost } from '../lost.ts'
import { showPeople } from '../people.ts'
import { Picture } from '../pictures.ts'
import { summaryOf } from '../saying.ts'
import { linesOf, type RoomState } from '../state.ts'
import { showTimer } from '../timer.ts'

const page = one(document, '[data-screen]')
const place = one(page, '[data-picture]')
const picture = new Picture(place)
const words = textsOf(page)
const tools = one(document, '[data-tools]')
const joining = one(tools, '[data-show-join]', HTMLButtonElement)
let newest = pageData<RoomState>('state')
let isJoining = newest.join // what this screen shows; a press of its button changes it alone

tools.hidden = false
joining.addEventListener('click', () => showJoin(!isJoining))
addEventListener('resize', () => draw(newest))
show(newest)
follow(page, show, sayLost)
void showPeople(one(document, '[data-people]'))

function show(state: RoomState) {
  const { question, ended, join } = state
  if (join !== newest.join || question?.id !== newest.question?.id) isJoining = join
  newest = state
  one(page, '[data-count]').textContent = ended ? words('ended') : summaryOf(question, words)
  one(document, '[data-invites]').hidden = ended
  showTimer(question)
  joining.hidden = ended || !question
  showJoin(isJoining && !ended)
  draw(state)
}

function showJoin(shown: boolean) {
  isJoining = shown
  const { title, question } = newest
  one(page, '[data-question]').textContent = question && !shown ? question.text : title
  document.body.classList.toggle('es-screen--join', shown)
  joining.setAttribute('aria-pressed', `${shown}`)
  if (!shown) draw(newest) // its place has a size again
}

function draw({ question, percent }: RoomState) {
  const lines = question ? linesOf(question) : []
  picture.show(question, lines, percent)
  place.setAttribute('aria-label', lines.map(({ text, n }) => `${text}: ${n}`).join(', '))
}
