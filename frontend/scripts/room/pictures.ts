// Pictures of what a room answered, as SVG. A picture is changed, never made anew while its question
// stays, so that what is there stays in its place: only what grew moves. The same on the screen, on
// the page of results, and in the files that are saved from there.

import {
  broken,
  circle,
  columnsFor,
  freeSlot,
  round,
  type Shape,
  type Slot,
  shapeOf,
  sum,
} from './layout.ts'
import type { Line, Question } from './state.ts'

const SVG = 'http://www.w3.org/2000/svg'
const FONT = 'Arial, Helvetica, sans-serif'
const MOST_ROWS = 8

const styles = getComputedStyle(document.documentElement)
const colours = new Map<string, string>() // asked for once: to ask makes a browser look at all styles

// A colour of the styles' own: a file that is saved holds it, and not its name.
export function colour(name: string): string {
  const known = colours.get(name) ?? styles.getPropertyValue(`--es-${name}`).trim()
  colours.set(name, known)
  return known
}

type Attributes = Record<string, string | number>

export class Picture {
  private readonly place: HTMLElement
  private of: string | null = null
  private nodes = new Map<string, SVGElement>()
  private drawn = new Set<string>()
  private svg = make('svg')
  slots = new Map<string, Slot>()

  constructor(place: HTMLElement) {
    this.place = place
  }

  // Shows the lines of a question's tally; nothing where there are none.
  show(question: Question | null, lines: Line[]) {
    if (!question || !lines.length) return this.begin(null)
    const shape = shapeOf(question, lines)
    const of = `${question.id} ${shape}`
    if (of !== this.of) this.begin(of)
    this.drawn = new Set()
    SHAPES[shape](this, lines, question)
    for (const [key, node] of this.nodes) {
      if (this.drawn.has(key)) continue
      node.remove()
      this.nodes.delete(key)
    }
  }

  private begin(of: string | null) {
    this.of = of
    this.nodes = new Map()
    this.slots = new Map()
    this.svg = set(make('svg'), { 'font-family': FONT, preserveAspectRatio: 'xMinYMin' })
    this.place.replaceChildren(...(of ? [this.svg] : []))
  }

  size(height: number) {
    this.svg.setAttribute('viewBox', `0 0 1000 ${Math.ceil(height)}`)
  }

  // Puts a shape that is known by a key: the one that is there, or a new one.
  put(key: string, tag: string, attributes: Attributes, text?: string): SVGElement {
    const node = this.nodes.get(key) ?? make(tag)
    if (!this.nodes.has(key)) {
      this.nodes.set(key, node)
      this.svg.append(node)
    }
    this.drawn.add(key)
    set(node, attributes)
    if (text !== undefined && node.textContent !== text) node.textContent = text
    return node
  }

  text(key: string, at: [x: number, y: number], size: number, text: string, more: Attributes = {}) {
    const [x, y] = at
    const style = `font-size:${size}px;unicode-bidi:plaintext`
    return this.put(key, 'text', { x, y, fill: colour('ink'), style, ...more }, text)
  }
}

type Draw = (picture: Picture, lines: Line[], question: Question) => void

const SHAPES: Record<Shape, Draw> = { hall, bars, cloud, list }
const CARDS = ['card-green', 'card-amber', 'card-red']

const cardColour = (kind: number) => colour(CARDS[kind] ?? 'bar')

// The hall itself: three blocks of cards held up, each growing at its end. Amber has a hole, red a bar.
function hall(picture: Picture, lines: Line[]) {
  const [wide, high, between] = [310, 440, 35]
  const columns = columnsFor(Math.max(...lines.map(({ n }) => n ?? 0)), wide, high)
  const size = wide / columns
  const side = size * 0.84
  const rectangle = (x: number, y: number, height: number) =>
    `M${round(x)} ${round(y)}h${round(side)}v${round(height)}h-${round(side)}z`
  for (const [kind, { text, n }] of lines.entries()) {
    const left = kind * (wide + between)
    const each = (shape: (x: number, y: number) => string) =>
      Array.from({ length: n ?? 0 }, (_, i) =>
        shape(left + (i % columns) * size, 70 + Math.floor(i / columns) * size),
      ).join('')
    const put = (key: string, fill: string, shape: (x: number, y: number) => string) =>
      picture.put(key, 'path', { fill, d: each(shape) })
    picture.text(`label ${kind}`, [left, 44], 40, `${text} ${n}`)
    put(`cards ${kind}`, cardColour(kind), (x, y) => rectangle(x, y, side))
    const hole = (x: number, y: number) => circle(x + side / 2, y + side / 2, side / 5)
    if (kind === 1) put('holes', colour('paper'), hole)
    const bar = (x: number, y: number) => rectangle(x, y + side * 0.42, side * 0.16)
    if (kind === 2) put('bars', colour('paper'), bar)
  }
  picture.size(70 + high)
}

// A bar for each option, and how many.
function bars(picture: Picture, lines: Line[], question: Question) {
  const all = sum(lines)
  for (const [i, { text, n }] of lines.entries()) {
    const width = all ? (520 * (n ?? 0)) / all : 0
    const label = broken(text, 22)
    for (const [j, line] of label.entries()) {
      const y = i * 90 + 54 + (j - (label.length - 1) / 2) * 32
      picture.text(`label ${i} ${j}`, [0, y], 30, line)
    }
    picture.put(`bar ${i}`, 'rect', {
      x: 360,
      y: i * 90 + 18,
      height: 54,
      fill: question.kind === 'cards' ? cardColour(i) : colour('bar'),
      width: 520,
      style: `transform-box:fill-box;transform-origin:left;transform:scaleX(${width / 520})`,
    })
    picture.text(`n ${i}`, [372 + width, i * 90 + 56], 36, `${n}`)
  }
  picture.size(lines.length * 90)
}

// Questions from the floor, the most wanted first.
function list(picture: Picture, lines: Line[]) {
  let y = 0
  for (const [i, { text, n }] of lines.slice(0, MOST_ROWS).entries()) {
    const shown = broken(text, 52).slice(0, 2)
    picture.text(`n ${i}`, [0, y + 40], 30, n === null ? '▲' : `▲ ${n}`)
    for (const [j, line] of shown.entries()) {
      picture.text(`text ${i} ${j}`, [120, y + 40 + j * 36], 30, line)
    }
    y += 28 + shown.length * 36
  }
  picture.size(y)
}

// Words stand in cells, each in those that it had first: only its size follows how many wrote it. Each
// has as many cells as it needs at the largest size, so that no long word is drawn smaller than a rarer.
const CELL = { width: 125, height: 72 }
const [SMALLEST, LARGEST] = [22, 52]

function cloud(picture: Picture, lines: Line[]) {
  const most = Math.max(1, ...lines.map(({ n }) => n ?? 0))
  fillSlots(picture.slots, lines)
  let last = 0
  for (const { text, n, key } of lines) {
    const { row, column, span } = picture.slots.get(key) ?? { row: 0, column: 0, span: 1 }
    const fits = (span * CELL.width - 16) / width(text)
    const size = Math.min(SMALLEST + (LARGEST - SMALLEST) * Math.sqrt((n ?? 0) / most), fits)
    const at: [number, number] = [(column + span / 2) * CELL.width, row * CELL.height + 52]
    const middle = { 'text-anchor': 'middle', class: 'es-word' }
    const node = picture.text(`word ${key}`, at, round(size), text, middle)
    node.setAttribute('font-weight', size > 40 ? '700' : '400')
    last = Math.max(last, row)
  }
  picture.size((last + 1) * CELL.height)
}

function fillSlots(slots: Map<string, Slot>, lines: Line[]) {
  for (const { text, key } of lines) {
    const span = Math.ceil((width(text) * LARGEST + 16) / CELL.width)
    if (!slots.has(key)) slots.set(key, freeSlot(slots.values(), span))
  }
  const used = new Set(lines.map(({ key }) => key))
  for (const key of slots.keys()) if (!used.has(key)) slots.delete(key)
}

const ruler = document.createElement('canvas').getContext('2d')

// Returns how wide a text is, for each pixel of its size.
function width(text: string): number {
  if (!ruler) return text.length
  ruler.font = `700 100px ${FONT}`
  return ruler.measureText(text).width / 100
}

const make = (tag: string) => document.createElementNS(SVG, tag) as SVGElement

// The policy of our pages forbids a style attribute: its parts are set one by one.
function set<T extends SVGElement>(node: T, { style, ...attributes }: Attributes): T {
  for (const part of `${style ?? ''}`.split(';').filter(Boolean)) {
    const [name = '', value = ''] = part.split(/:(.*)/)
    node.style.setProperty(name, value)
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, `${value}`)
  }
  return node
}
