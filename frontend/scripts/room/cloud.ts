// Words around the commonest one, in the middle; each with how many wrote it. Each stays where it was
// while it can, and how large it is follows how many wrote it.
import { type Box, frameOf, middleFirst, placed, round, sizeOf } from './layout.ts'
import { colour, widthInBold } from './paint.ts'
import type { Picture } from './pictures.ts'
import { type Line, type Question, saidOf } from './state.ts'

const LARGEST = 100
const LEAST = 420 // a single word does not fill a wall
// How large a number is beside a word of a size.
const numberSize = (size: number) => Math.max(0.4 * size, 15)
const AROUND = 0.3 // what is left free beside a word
const USUAL = 1.9 // how much wider than high, where a page scrolls

export function cloud(picture: Picture, lines: Line[], question: Question) {
  const most = Math.max(...lines.map(({ n }) => n ?? 0))
  const said = saidOf(question, lines, picture.percent)
  const aspect = Number.isFinite(picture.high) ? 1000 / picture.high : USUAL
  const words = new Map(lines.map((line) => [line.key, wordOf(line, most, said(line))]))
  const boxes: Box[] = [...words].map(([key, { wide, size }]) => ({ key, wide, high: 1.1 * size }))
  const places = placed(middleFirst(boxes, picture.places), picture.places, aspect)
  picture.places = new Map(places.map((one) => [one.key, one]))
  const frame = frameOf(places, aspect, LEAST)
  const scale = 1000 / frame.wide
  for (const { key, x, y, wide } of places) {
    const { text, number, size, isMost } = words.get(key) ?? NONE
    const left = (x - wide / 2 + (AROUND / 2) * size - frame.left) * scale
    const line = (y - frame.top + 0.35 * size) * scale
    const style = `font-size:${round(size * scale)}px;unicode-bidi:plaintext`
    const at = (right: number) => `translate(${round(left + right * size * scale)} ${round(line)})`
    const fill = colour(isMost ? 'chosen' : 'ink')
    const look = { x: 0, y: 0, fill, transform: at(0), class: 'es-word', 'font-weight': 700 }
    picture.put(`word ${key}`, 'text', { ...look, style }, text)
    picture.put(
      `n ${key}`,
      'text',
      {
        ...look,
        fill: colour('ink-pale'),
        transform: at(widthInBold(`${text} `)),
        class: 'es-word-n',
        'font-weight': 400,
        style: `font-size:${round(numberSize(size) * scale)}px`,
      },
      number,
    )
  }
  picture.size(1000 / aspect)
}

const NONE = { text: '', number: '', size: 0, wide: 0, isMost: false }

function wordOf({ text, n }: Line, most: number, number: string) {
  const size = LARGEST * sizeOf(n ?? 0, most)
  const wide = (widthInBold(`${text} `) + AROUND) * size + widthInBold(number) * numberSize(size)
  return { text, number, size, wide, isMost: n === most }
}
