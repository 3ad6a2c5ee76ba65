// Pictures of what a room answered, as SVG. A picture is changed, never made anew while its question
// stays, so that what is there stays in its place: only what grew moves. The same on the screen, on
// the page of results, and in the files that are saved from there.

import {
  type Box,
  broken,
  circle,
  columnsFor,
  frameOf,
  type Placed,
  placed,
  round,
  type Shape,
  shapeOf,
  sizeOf,
} from './layout.ts'
import { allOf, type Line, type Question, said, sum } from './state.ts'

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
  places = new Map<string, Placed>()
  percent = false

  constructor(place: HTMLElement) {
    this.place = place
  }

  // How much wider than high the place of a picture is; where that is not known yet, as a screen.
  get aspect() {
    const { clientWidth: wide, clientHeight: high } = this.place
    return Math.min(3, Math.max(0.6, wide && high > 100 ? wide / high : 1.9))
  }

  // Shows the lines of a question's tally; nothing where there are none.
  show(question: Question | null, lines: Line[], percent = false) {
    this.percent = percent
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
    this.places = new Map()
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
  const all = sum(lines)
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
    picture.text(`label ${kind}`, [left, 44], 40, `${text} ${said(n, all, picture.percent)}`)
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
  const all = allOf(question, lines)
  const most = Math.max(1, ...lines.map(({ n }) => n ?? 0))
  const row = Math.min(150, Math.max(90, 1000 / picture.aspect / lines.length))
  for (const [i, { text, n }] of lines.entries()) {
    const width = (520 * (n ?? 0)) / most
    const middle = (i + 0.5) * row
    const label = broken(text, 22)
    for (const [j, line] of label.entries()) {
      const y = middle + 9 + (j - (label.length - 1) / 2) * 32
      picture.text(`label ${i} ${j}`, [0, y], 30, line)
    }
    picture.put(`bar ${i}`, 'rect', {
      x: 360,
      y: middle - 0.3 * row,
      height: 0.6 * row,
      fill: question.kind === 'cards' ? cardColour(i) : colour('bar'),
      width: 520,
      style: `transform-box:fill-box;transform-origin:left;transform:scaleX(${width / 520})`,
    })
    picture.text(`n ${i}`, [372 + width, middle + 12], 36, said(n, all, picture.percent))
  }
  picture.size(lines.length * row)
}

// Questions from the floor, the most wanted first.
function list(picture: Picture, lines: Line[]) {
  let y = 0
  for (const [i, { text, n, mark }] of lines.slice(0, MOST_ROWS).entries()) {
    const shown = broken(text, 52).slice(0, 2)
    const look = {
      fill: colour(mark === 'answered' ? 'ink-pale' : 'ink'),
      'font-weight': mark === 'pinned' ? 700 : 400,
    }
    const votes = n === null ? '▲' : `▲ ${n}`
    picture.text(`n ${i}`, [0, y + 40], 30, mark === 'answered' ? '✓' : votes, look)
    for (const [j, line] of shown.entries()) {
      picture.text(`text ${i} ${j}`, [120, y + 40 + j * 36], 30, line, look)
    }
    y += 28 + shown.length * 36
  }
  picture.size(y)
}

// Words stand around a middle and fill the picture: each stays where it was while it can, and how
// large it is follows how many wrote it.
const LARGEST = 100
const LEAST = 420 // a single word does not fill a wall

function cloud(picture: Picture, lines: Line[]) {
  const most = Math.max(...lines.map(({ n }) => n ?? 0))
  const sizes = new Map(lines.map(({ key, n }) => [key, LARGEST * sizeOf(n ?? 0, most)]))
  const boxes: Box[] = lines.map(({ key, text }) => {
    const size = sizes.get(key) ?? 0
    return { key, wide: width(text) * size + 0.4 * size, high: 1.12 * size }
  })
  const all = placed(boxes, picture.places, picture.aspect)
  picture.places = new Map(all.map((one) => [one.key, one]))
  const frame = frameOf(all, picture.aspect, LEAST)
  const scale = 1000 / frame.wide
  for (const [i, { key, x, y }] of all.entries()) {
    const size = sizes.get(key) ?? 0
    const at: [number, number] = [
      round((x - frame.left) * scale),
      round((y - frame.top + 0.35 * size) * scale),
    ]
    const fill = colour(size > LARGEST / 2 ? 'chosen' : 'ink')
    const middle = { 'text-anchor': 'middle', class: 'es-word', fill, 'font-weight': 700 }
    picture.text(`word ${key}`, at, round(size * scale), lines[i]?.text ?? '', middle)
  }
  picture.size(1000 / picture.aspect)
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
