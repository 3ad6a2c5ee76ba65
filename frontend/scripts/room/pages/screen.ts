// The screen of a hall: one calm picture of what everybody answered, and the same as a table.
import { make, one, pageData } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { follow } from '../follow.ts'
import { Picture } from '../pictures.ts'
import { type Line, linesOf, type Question, type RoomState } from '../state.ts'

const page = one(document, '[data-screen]')
const place = one(page, '[data-picture]')
const picture = new Picture(place)
const words = textsOf(page)
// a picture stands for the table; without scripts the table does
one(page, 'details', HTMLDetailsElement).open = false

show(pageData<RoomState>('state'))
follow(page, show)

function show({ title, question, ended }: RoomState) {
  const lines = question ? linesOf(question) : []
  one(page, '[data-question]').textContent = question ? question.text : title
  one(page, '[data-count]').textContent = ended ? words('ended') : said(question)
  picture.show(question, lines)
  one(document, '[data-invites]').hidden = ended
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
