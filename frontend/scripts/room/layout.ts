// Where things stand in a picture of what a room answered: numbers alone, nothing drawn.
import { type Line, type Question, sum } from './state.ts'

export const CROWD = 3000 // up to so many, each person is one small card; then proportions

export type Shape = 'hall' | 'bars' | 'cloud' | 'list'

export function shapeOf({ kind }: Pick<Question, 'kind'>, lines: Line[]): Shape {
  if (kind === 'word' || kind === 'felt') return 'cloud'
  if (kind === 'floor') return 'list'
  return kind === 'cards' && sum(lines) <= CROWD ? 'hall' : 'bars'
}

export const round = (number: number) => Math.round(number * 100) / 100

export function circle(x: number, y: number, r: number): string {
  const [radius, across] = [round(r), round(2 * r)]
  const half = (over: number) => `a${radius} ${radius} 0 1 0 ${over} 0`
  return `M${round(x - r)} ${round(y)}${half(across)}${half(-across)}z`
}

// How many cards stand in a row of a block: all become smaller at once when the largest block is full,
// which is seldom: at about 200, 450, 1,000.
export function columnsFor(most: number, wide: number, high: number): number {
  let columns = 12
  while (columns * Math.floor(high / (wide / columns)) < most) columns = Math.ceil(columns * 1.5)
  return columns
}

// A text in lines of at most so many characters; a longer word has its own.
export function broken(text: string, longest: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line === undefined || (line && line.length + word.length + 1 > longest)) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
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

// The size of a word in a cloud, of 1 for the commonest: so that its area follows how many wrote it,
// and the rarest can still be read.
export const sizeOf = (n: number, most: number) => Math.max(0.2, Math.sqrt(n / Math.max(1, most)))

const TURNS = 0.21 // radians between two places that are tried
const AWAY = 0.15 // how far out each of them is, in units of a picture

// Places words, given the commonest first, around a middle: each where it stood before if it can stay
// there, or else as near to that as there is room. `aspect` is how much wider than high they lie.
export function placed(boxes: Box[], before: Map<string, Placed>, aspect: number): Placed[] {
  const done: Placed[] = []
  for (const box of boxes) {
    const { x = 0, y = 0 } = before.get(box.key) ?? {}
    done.push(free(box, x, y, aspect, done))
  }
  return done
}

function free(box: Box, x: number, y: number, aspect: number, taken: Placed[]): Placed {
  for (let step = 0; ; step++) {
    const [across, down] = [Math.cos(step * TURNS), Math.sin(step * TURNS)]
    // on the edge of a rectangle, not an ellipse: corners are filled too
    const away = (step * AWAY) / Math.max(Math.abs(across), Math.abs(down))
    const at = {
      ...box,
      x: x + away * across * Math.sqrt(aspect),
      y: y + (away * down) / Math.sqrt(aspect),
    }
    if (taken.every((other) => areApart(at, other))) return at
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
