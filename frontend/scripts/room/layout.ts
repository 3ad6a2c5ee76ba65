// Where things stand in a picture of what a room answered: numbers alone, nothing drawn.
import type { Line, Question } from './state.ts'

export const CROWD = 3000 // up to so many, each person is one small card; then proportions

export type Shape = 'hall' | 'bars' | 'cloud' | 'list'

export function shapeOf({ kind }: Pick<Question, 'kind'>, lines: Line[]): Shape {
  if (kind === 'word' || kind === 'felt') return 'cloud'
  if (kind === 'floor') return 'list'
  return kind === 'cards' && sum(lines) <= CROWD ? 'hall' : 'bars'
}

export const sum = (lines: Line[]) => lines.reduce((total, { n }) => total + (n ?? 0), 0)

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

export const COLUMNS = 8

export interface Slot {
  row: number
  column: number
  span: number
}

// The first free cells of a grid that something of a span fits into.
export function freeSlot(taken: Iterable<Slot>, wanted: number): Slot {
  const span = Math.min(COLUMNS, wanted)
  const cells = new Set([...taken].flatMap(cellsOf))
  for (let row = 0; ; row++) {
    for (let column = 0; column + span <= COLUMNS; column++) {
      const slot = { row, column, span }
      if (cellsOf(slot).every((cell) => !cells.has(cell))) return slot
    }
  }
}

const cellsOf = ({ row, column, span }: Slot) =>
  Array.from({ length: span }, (_, i) => `${row} ${column + i}`)
