// A QR code made in the browser, as a server that drew it would read the secret in it. ISO/IEC 18004,
// version 9, level L, bytes, mask 0: 53 modules a side for up to 230 bytes, which any of our links is.
// No page; compared with another encoder's in the tests.

export const SIDE = 53
export const MOST_BYTES = 230

const BLOCKS = 2
const DATA = 116 // codewords of each block
const CHECK = 30
const LOG: number[] = []
const EXP: number[] = []

for (let i = 0, value = 1; i < 255; i++) {
  EXP[i] = value
  LOG[value] = i
  value = value & 128 ? (value << 1) ^ 0x11d : value << 1
}

const times = (a: number, b: number) => (a && b ? at(EXP, (at(LOG, a) + at(LOG, b)) % 255) : 0)
const at = (list: number[], i: number) => list[i] ?? 0

// The polynomial whose zeros are the first powers of two, highest first, without its leading 1.
const GENERATOR = generator()

function generator(): number[] {
  let sum = [1]
  for (let power = 0; power < CHECK; power++) {
    const before = [0, ...sum]
    sum = [...sum, 0].map((value, i) => value ^ times(at(before, i), at(EXP, power)))
  }
  return sum.slice(1)
}

function checkOf(data: number[]): number[] {
  let rest = Array<number>(CHECK).fill(0)
  for (const value of data) {
    const factor = value ^ at(rest, 0)
    rest = [...rest.slice(1), 0].map((one, i) => one ^ times(at(GENERATOR, i), factor))
  }
  return rest
}

// The codewords of a text, as they stand in the picture.
function codewords(bytes: Uint8Array): number[] {
  const nibbles = [4, bytes.length >> 4, bytes.length & 15]
  for (const byte of bytes) nibbles.push(byte >> 4, byte & 15)
  nibbles.push(0) // the end
  const data = Array.from({ length: nibbles.length / 2 }, (_, i) => {
    return (at(nibbles, 2 * i) << 4) | at(nibbles, 2 * i + 1)
  })
  for (let i = 0; data.length < BLOCKS * DATA; i++) data.push(i % 2 ? 0x11 : 0xec)
  const blocks = Array.from({ length: BLOCKS }, (_, i) => data.slice(i * DATA, (i + 1) * DATA))
  return [...woven(blocks), ...woven(blocks.map(checkOf))]
}

const woven = (blocks: number[][]) =>
  (blocks[0] ?? []).flatMap((_, i) => blocks.map((block) => at(block, i)))

type Grid = (boolean | undefined)[][]

const set = (grid: Grid, row: number, column: number, dark: boolean) => {
  const line = grid[row]
  if (line && column >= 0 && column < SIDE) line[column] = dark
}

// A square with a ring around it: `rings` says which distances from its middle are dark.
function square(grid: Grid, row: number, column: number, rings: boolean[]) {
  const reach = rings.length - 1
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      set(grid, row + y, column + x, rings[Math.max(Math.abs(x), Math.abs(y))] ?? false)
    }
  }
}

const FINDER = [true, true, false, true, false]
const ALIGNMENT = [true, false, true]
const VERSION = 0x09a99 // 9, with its check
const FORMAT = 0x77c4 // level L and mask 0, with their check

const LAST = SIDE - 7
const ALIGNED: [row: number, column: number][] = [
  [6, 26],
  [26, 6],
  [26, 26],
  [26, LAST],
  [LAST, 26],
  [LAST, LAST],
]

// What is the same in every code of this version, level and mask.
function patterns(): Grid {
  const grid: Grid = Array.from({ length: SIDE }, () => Array(SIDE).fill(undefined))
  for (let i = 8; i < SIDE - 8; i++) {
    set(grid, 6, i, i % 2 === 0)
    set(grid, i, 6, i % 2 === 0)
  }
  for (const [row, column] of ALIGNED) square(grid, row, column, ALIGNMENT)
  square(grid, 3, 3, FINDER)
  square(grid, 3, SIDE - 4, FINDER)
  square(grid, SIDE - 4, 3, FINDER)
  version(grid)
  format(grid)
  return grid
}

const isSet = (number: number, bit: number) => ((number >> bit) & 1) === 1

function version(grid: Grid) {
  for (let i = 0; i < 18; i++) {
    const [along, across] = [Math.floor(i / 3), SIDE - 11 + (i % 3)]
    set(grid, along, across, isSet(VERSION, i))
    set(grid, across, along, isSet(VERSION, i))
  }
}

// Fifteen bits twice: around the first finder, and half at each of the others.
const DOWN = [0, 1, 2, 3, 4, 5, 7, 8, ...Array.from({ length: 7 }, (_, i) => SIDE - 7 + i)]
const BACK = [...Array.from({ length: 8 }, (_, i) => SIDE - 1 - i), 7, 5, 4, 3, 2, 1, 0]

function format(grid: Grid) {
  for (let i = 0; i < 15; i++) {
    set(grid, at(DOWN, i), 8, isSet(FORMAT, i))
    set(grid, 8, at(BACK, i), isSet(FORMAT, i))
  }
  set(grid, SIDE - 8, 8, true)
}

// The places of a code in the order of its bits: two columns at a time, up and down, from the right.
function* places(): Generator<[row: number, column: number]> {
  let up = true
  for (let right = SIDE - 1; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5
    for (let i = 0; i < SIDE; i++) {
      const row = up ? SIDE - 1 - i : i
      yield [row, right]
      yield [row, right - 1]
    }
  }
}

// Returns which modules are dark, row by row; null of a text that is too long.
export function modules(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > MOST_BYTES) return null
  const words = codewords(bytes)
  const grid = patterns()
  let bit = 0
  for (const [row, column] of places()) {
    if (grid[row]?.[column] !== undefined) continue
    const dark = isSet(at(words, bit >> 3), 7 - (bit & 7))
    set(grid, row, column, dark !== ((row + column) % 2 === 0))
    bit++
  }
  return grid.map((row) => row.map((dark) => dark === true))
}
