// The screen of a hall: how to join, or one calm picture of what everybody answered.
import { make, one, pageData } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { follow } from '../follow.ts'
import { showPeople } from '../people.ts'
import { Picture } from '../pictures.ts'
import { type Line, linesOf, type Question, type RoomState } from '../state.ts'

const page = one(document, '[data-screen]')
const place = one(page, '[data-picture]')
const picture = new Picture(place)
const words = textsOf(page)
const tools = one(document, '[data-tools]')
const joining = one(tools, '[data-show-join]', HTMLButtonElement)
const table = one(tools, '[data-show-table]', HTMLButtonElement)
let newest = pageData<RoomState>('state')
let isJoining = newest.join // what this screen shows; a press of its button changes it alone

tools.hidden = false
joining.addEventListener('click', () => showJoin(!isJoining))
table.addEventListener('click', () => {
  const ranked = one(page, '[data-ranked]')
  ranked.hidden = !ranked.hidden
  table.setAttribute('aria-pressed', `${!ranked.hidden}`)
  draw(newest)
})
addEventListener('resize', () => draw(newest))
one(page, '[data-ranked]').hidden = true // the picture stands for it; each device has it
show(newest)
follow(page, show)
void showPeople(one(document, '[data-people]'))

function show(state: RoomState) {
  const { question, ended, join } = state
  if (join !== newest.join || question?.id !== newest.question?.id) isJoining = join
  newest = state
  one(page, '[data-count]').textContent = ended ? words('ended') : said(question)
  one(document, '[data-invites]').hidden = ended
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
  one(page, '[data-table]').replaceChildren(...lines.map(row))
}

function row({ text, n }: Line) {
  const name = document.createElement('th')
  Object.assign(name, { scope: 'row', dir: 'auto', textContent: text })
  return make('tr', [name, make('td', n === null ? '' : `${n}`)])
}

function said(question: Question | null): string {
  if (!question) return ''
  const { kind, n, shown, open, tally } = question
  const isWaiting = kind === 'word' && n && tally?.length === 0
  return [
    kind !== 'floor' && (n === null ? words('few') : words('words', { n })),
    !shown && words('kept'),
    !open && words('closed'),
    isWaiting && words('waits'),
  ]
    .filter(Boolean)
    .join(' · ')
}
