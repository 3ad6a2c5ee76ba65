// What everybody answered, on each phone: the numbers of the screen as a table, for whoever is far from
// it, joins by video, or has it read aloud.
import { all, maybe, one, write } from '../shared/page.ts'
import { textsOf } from '../shared/texts.ts'
import { summaryOf } from './saying.ts'
import {
  isRaised,
  type Line,
  lengthOf,
  linesOf,
  type Question,
  type RoomState,
  saidOf,
} from './state.ts'

export function showSeen(page: HTMLElement, { phones, percent, question }: RoomState) {
  const place = maybe(page, '[data-seen]')
  if (!place || !question) return
  // while the floor is open its list stands on the page, to vote in; of an open set nothing is shown
  const isOnPage = isRaised(question.kind) && question.open
  const isShown = phones && !isOnPage && question.kind !== 'set'
  if (isShown && place.hidden) announce(page)
  place.hidden = !isShown
  if (!isShown) return
  const lines = linesOf(question)
  one(place, '[data-seen-count]').textContent = summaryOf(question, textsOf(place))
  one(place, '[data-seen-table]').hidden = !lines.length
  fillRows(place, question, lines, percent)
}

// Fills a table with lines of a question, `first` at most.
export function fillRows(
  place: HTMLElement,
  question: Question,
  lines: Line[],
  percent: boolean,
  first = lines.length,
) {
  const said = saidOf(question, lines, percent)
  const most = Math.max(...lines.map(lengthOf))
  for (const [i, row] of rowsFor(place, lines.slice(0, first)).entries()) {
    const line = lines[i] ?? { text: '', n: 0, key: '' }
    write(one(row, '[data-text]'), line.text)
    write(one(row, '[data-n]'), said(line))
    const wide = Math.round((100 * lengthOf(line)) / (most || 1))
    one(row, 'rect', SVGRectElement).setAttribute('width', `${wide}`)
  }
}

// As many rows as lines. Those that are there stay, so that nobody who reads one loses their place.
function rowsFor(place: HTMLElement, { length }: unknown[]): HTMLElement[] {
  const body = one(place, '[data-seen-rows]')
  const template = one(place, '[data-seen-row]', HTMLTemplateElement)
  while (body.children.length > length) body.lastElementChild?.remove()
  while (body.children.length < length) body.append(template.content.cloneNode(true))
  return all(body, 'tr')
}

// Said once, when it appears: numbers that change all the time are read when somebody wants them.
function announce(page: HTMLElement) {
  const place = one(page, '[data-seen-said]')
  place.textContent = textsOf(place)('now')
}
