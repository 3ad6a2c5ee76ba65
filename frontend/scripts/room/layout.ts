// Where things stand in a picture of what a room answered: numbers alone, nothing drawn.
import { isRaised, type Line, type Question, sum } from './state.ts'

export const CROWD = 3000 // up to so many, each person is one small card; then proportions

export type Shape = 'hall' | 'bars' | 'cloud' | 'list'

export function shapeOf({ kind }: Pick<Question, 'kind'>, lines: Line[]): Shape {
  if (kind === 'word' || kind === 'felt') return 'cloud'
  if (isRaised(kind)) return 'list'
  return kind === 'cards' && sum(lines) <= CROWD ? 'hall' : 'bars'
}

export const round = (number: number) => Math.round(number * 100) / 100

export function circle(x: number, y: number, r: number): string {
  const [radius, across] = [round(r), round(2 * r)]
  const half = (over: number) => `a${radius} ${radius} 0 1 0 ${over} 0`
  return `M${round(x - r)} ${round(y)}${half(across)}${half(-across)}z`
}

// How many cards stand in a row of a block: all become smaller at once when the largest block is full,
// which is seldom: at about 50, 100, 250, 600.
export function columnsFor(most: number, wide: number, high: number): number {
  let columns = 6
  while (columns * Math.floor(high / (wide / columns)) < most) columns = Math.ceil(columns * 1.5)
  return columns
}

export interface Box {
  key: string
  wide: number
  high: number
}

export interface Placed extends Box {
  x: number // of its middle
  y: number
}

// The size of a word in a cloud, of 1 for the commonest: half as many look like half as much, and the
// rarest can still be read.
export const sizeOf = (n: number, most: number) => Math.max(0.24, (n / Math.max(1, most)) ** 0.8)

const TURNS = 0.21 // radians between two places that are tried
const AWAY = 0.15 // how far out each of them is, in units of a picture

const LOOSE = 1.15 // how much wider than it need be a cloud may grow before it is laid anew

// Places words, given the commonest first: it stands in the middle, and each other where it stood
// before if it can stay there, or else as near to that as there is room. They are laid anew around
// another word that has become the commonest, or when what is left between them has grown too large.
// `aspect` is how much wider than high they lie.
export function placed(boxes: Box[], before: Map<string, Placed>, aspect: number): Placed[] {
  const anew = tightest(boxes, aspect)
  const first = boxes[0] && before.get(boxes[0].key)
  if (!first || first.x || first.y) return anew
  const kept = laid(boxes, before, aspect)
  return frameOf(kept, aspect, 0).wide > LOOSE * frameOf(anew, aspect, 0).wide ? anew : kept
}

const SHAPES_TRIED = [0.5, 0.7, 1, 1.4] // of how much wider than high: words are wide themselves

// Words laid around the first so that they are as large as may be where they are shown.
function tightest(boxes: Box[], aspect: number): Placed[] {
  const tried = SHAPES_TRIED.map((share) => laid(boxes, new Map(), share * aspect))
  const wide = (all: Placed[]) => frameOf(all, aspect, 0).wide
  return tried.reduce((best, one) => (wide(one) < wide(best) ? one : best))
}

function laid(boxes: Box[], before: Map<string, Placed>, aspect: number): Placed[] {
  const done: Placed[] = []
  for (const box of boxes) {
    const { x = 0, y = 0 } = before.get(box.key) ?? {}
    done.push(free(box, x, y, aspect, done))
  }
  return done
}

// Of words as common as the first, nearly, the one that is in the middle stays there.
export function middleFirst(boxes: Box[], before: Map<string, Placed>): Box[] {
  const [first] = boxes
  const isMiddle = ({ key }: Box) => before.get(key)?.x === 0 && before.get(key)?.y === 0
  const middle = boxes.find(isMiddle)
  if (!first || !middle || middle.high < NEARLY * first.high) return boxes
  return [middle, ...boxes.filter((box) => box !== middle)]
}

const NEARLY = 0.93

// Where each step is tried around a place: on the edge of a rectangle, not an ellipse, as corners are
// filled too. Worked out once: a cloud of sixty words tries a million.
const steps: { x: number; y: number }[] = []

function stepOf(n: number): { x: number; y: number } {
  for (let made = steps.length; made <= n; made++) {
    const [across, down] = [Math.cos(made * TURNS), Math.sin(made * TURNS)]
    const away = (made * AWAY) / Math.max(Math.abs(across), Math.abs(down))
    steps.push({ x: away * across, y: away * down })
  }
  return steps[n] as { x: number; y: number }
}

function free(box: Box, x: number, y: number, aspect: number, taken: Placed[]): Placed {
  const [wider, lower] = [Math.sqrt(aspect), 1 / Math.sqrt(aspect)]
  let inTheWay: Placed | undefined // it is in the way of the next step, too, more often than not
  for (let n = 0; ; n++) {
    const step = stepOf(n)
    const at = { ...box, x: x + step.x * wider, y: y + step.y * lower }
    if (inTheWay && !areApart(at, inTheWay)) continue
    inTheWay = taken.find((other) => !areApart(at, other))
    if (!inTheWay) return at
  }
}

const areApart = (a: Placed, b: Placed) =>
  Math.abs(a.x - b.x) * 2 >= a.wide + b.wide || Math.abs(a.y - b.y) * 2 >= a.high + b.high

export interface Frame {
  left: number
  top: number
  wide: number
  high: number
}

// What holds all that was placed, at least so wide, with no more margin than its shape needs.
export function frameOf(all: Placed[], aspect: number, least: number): Frame {
  const left = Math.min(...all.map(({ x, wide }) => x - wide / 2))
  const right = Math.max(...all.map(({ x, wide }) => x + wide / 2))
  const top = Math.min(...all.map(({ y, high }) => y - high / 2))
  const bottom = Math.max(...all.map(({ y, high }) => y + high / 2))
  const wide = Math.max(right - left, (bottom - top) * aspect, least)
  const high = wide / aspect
  return { left: (left + right - wide) / 2, top: (top + bottom - high) / 2, wide, high }
}
