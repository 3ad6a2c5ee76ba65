// Questions from the floor, as the hall reads them: the most wanted first, each one whole.
import { LINE, listed } from './fitting.ts'
import { colour, width, widthInBold } from './paint.ts'
import type { Picture } from './pictures.ts'
import type { Line, Mark } from './state.ts'

const SMALL = 0.8 // of a mark above a question

export function list(picture: Picture, lines: Line[]) {
  const texts = lines.map(({ text, mark }) => ({ text, above: !!mark }))
  const { size, rows, left } = listed(texts, picture.high, widest)
  for (const [i, row] of rows.entries()) {
    const { n, mark } = lines[i] ?? { n: null }
    const top = row.y + (mark ? 0.9 * size : 0)
    if (mark === 'pinned') band(picture, i, row.y, row.high, size)
    if (mark) above(picture, i, [left, row.y + 0.75 * size], SMALL * size, mark)
    const look = lookOf(mark)
    const votes = n === null ? '▲' : `▲ ${n}`
    picture.text(`n ${i}`, [GAP, top + size], size, votes, look)
    for (const [j, line] of row.lines.entries()) {
      picture.text(`text ${i} ${j}`, [left, top + size * (1 + j * LINE)], size, line, look)
    }
  }
  const end = rows.at(-1)
  const under = end ? end.y + end.high : 0
  const more = lines.length - rows.length
  if (more) {
    const text = picture.words('more', { n: more })
    picture.text('more', [left, under + size], size, text, { fill: colour('ink-pale') })
  }
  picture.size(under + (more ? LINE * size : 0))
}

const GAP = 12
const widest = (text: string) => Math.max(width(text), widthInBold(text))

const lookOf = (mark?: Mark) => ({
  fill: colour(mark === 'answered' ? 'ink-pale' : 'ink'),
  'font-weight': mark === 'pinned' ? 700 : 400,
})

// What comes up next stands on a ground of its own.
function band(picture: Picture, i: number, y: number, high: number, size: number) {
  const attributes = { x: 0, y, width: 1000, height: high - 0.35 * size }
  picture.ground(`edge ${i}`, { ...attributes, width: 5, fill: colour('chosen') })
  picture.ground(`band ${i}`, { ...attributes, fill: colour('chosen-ground') })
}

function above(picture: Picture, i: number, at: [number, number], size: number, mark: Mark) {
  const fill = colour(mark === 'pinned' ? 'chosen' : 'ink-pale')
  const sign = mark === 'answered' ? '✓ ' : ''
  picture.text(`mark ${i}`, at, size, `${sign}${picture.words(mark)}`, { fill, 'font-weight': 700 })
}
