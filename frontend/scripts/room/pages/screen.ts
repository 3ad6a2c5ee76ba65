// The screen of a hall: how to join, or one calm picture of what everybody answered.
import { one, pageData, write } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { showAsked } from '../asking.ts'
import { fit } from '../fit.ts'
import { follow } from '../follow.ts'
import { sayLost } from '../lost.ts'
import { showPeople } from '../people.ts'
import { Picture } from '../pictures.ts'
import { summaryOf } from '../saying.ts'
import { type Line, linesOf, type Question, type RoomState, saidOf } from '../state.ts'
import { showTimer } from '../timer.ts'

const HIGHEST_HEADING = 0.22 // of the screen: the picture has the rest

const page = one(document, '[data-screen]')
const heading = one(page, '[data-question]')
const place = one(page, '[data-picture]')
const asking = one(page, '[data-ask]')
const invitation = one(document, '[data-invites]')
const picture = new Picture(place, true)
const words = textsOf(page)
const end = one(page, '[data-end]')
const lastText = one(end, '[data-last]')
let newest = pageData<RoomState>('state')
let last: Question | null = null // what stood here with its answers when the session ended

addEventListener('resize', () => show(newest))
show(newest)
follow(page, show, sayLost)
void showPeople(one(document, '[data-people]'), () => newest.question?.n ?? 0)
addEventListener('keydown', ({ key }) => key.toLowerCase() === 'f' && fill())

// The whole screen, and back.
function fill() {
  if (document.fullscreenElement) void document.exitFullscreen()
  else void document.documentElement.requestFullscreen()
}

function show(state: RoomState) {
  newest = state
  const { question, ended, join, title } = state
  write(one(page, '[data-count]'), ended ? words('ended') : summaryOf(question, words))
  invitation.hidden = ended
  end.hidden = !ended
  if (!ended) last = question && linesOf(question).length ? question : null
  write(lastText, last?.text ?? '')
  lastText.hidden = !last
  showTimer(question)
  document.body.classList.toggle('es-screen--join', join)
  document.body.classList.toggle('es-screen--ended', ended)
  write(heading, question && !join && !ended ? question.text : title)
  fit(heading, () => heading.offsetHeight <= HIGHEST_HEADING * innerHeight)
  fit(invitation, () => invitation.scrollHeight <= invitation.clientHeight)
  if (!join) draw(state)
}

function draw({ question: now, percent, ended }: RoomState) {
  const question = ended ? last : now
  const lines = question ? linesOf(question) : []
  place.hidden = !lines.length
  asking.hidden = !question || ended || !!lines.length
  if (question && !asking.hidden) showAsked(asking, question)
  picture.show(question, lines, percent)
  const said = question ? lines.map(numberOf(question, lines)) : []
  place.setAttribute('aria-label', said.join(', '))
}

function numberOf(question: Question, lines: Line[]) {
  const said = saidOf(question, lines, false)
  return (line: Line) => `${line.text}: ${said(line)}`
}
