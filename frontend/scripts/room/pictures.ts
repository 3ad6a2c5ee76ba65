// Pictures of what a room answered, as SVG. A picture is changed, never made anew while its question
// stays, so that what is there stays in its place: only what grew moves. The same on the screen, on
// the page of results, and in the files that are saved from there.

import { textsOf } from '../shared/texts.ts'
import { cloud } from './cloud.ts'
import { headed, LINE, labelled } from './fitting.ts'
import { circle, columnsFor, type Placed, round, type Shape, shapeOf } from './layout.ts'
import { list } from './list.ts'
import { type Attributes, colour, FONT, make, set, width, widthInBold } from './paint.ts'
import { type Line, lengthOf, type Question, saidOf } from './state.ts'

export class Picture {
  private readonly place: HTMLElement
  private readonly fits: boolean
  private of: string | null = null
  private nodes = new Map<string, SVGElement>()
  private drawn = new Set<string>()
  private svg = make('svg')
  places = new Map<string, Placed>()
  percent = false

  // A picture that `fits` is no higher than its place; another one grows, where its page scrolls.
  constructor(place: HTMLElement, fits = false) {
    this.place = place
    this.fits = fits
  }

  // How high a picture may be, for a width of 1000.
  get high() {
    const { clientWidth: wide, clientHeight: high } = this.place
    if (!this.fits || !wide || high <= 100) return Number.POSITIVE_INFINITY
    return Math.min(1600, Math.max(330, (1000 * high) / wide))
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

  // Puts a ground under all that is there.
  ground(key: string, attributes: Attributes) {
    this.svg.prepend(this.put(key, 'rect', attributes))
  }

  text(key: string, at: [x: number, y: number], size: number, text: string, more: Attributes = {}) {
    const [x, y] = at
    const style = `font-size:${round(size)}px;unicode-bidi:plaintext`
    return this.put(
      key,
      'text',
      { x: round(x), y: round(y), fill: colour('ink'), style, ...more },
      text,
    )
  }

  // What a text of the page says of marks and of what there is no room for.
  words(name: string, values = {}) {
    return textsOf(this.place)(name, values)
  }
}

type Draw = (picture: Picture, lines: Line[], question: Question) => void

const SHAPES: Record<Shape, Draw> = { hall, bars, cloud, list }
const CARDS = ['card-green', 'card-amber', 'card-red']

const cardColour = (kind: number) => colour(CARDS[kind] ?? 'bar')

// The hall itself: three blocks of cards held up, each growing at its end. Amber has a hole, red a bar.
function hall(picture: Picture, lines: Line[], question: Question) {
  const [wide, between] = [310, 35]
  const said = saidOf(question, lines, picture.percent)
  const texts = lines.map((line) => `${said(line)} ${line.text}`)
  const heading = headed(texts, wide, widthInBold)
  const label = heading.high + 20
  const high = Math.min(440, picture.high - label)
  const columns = columnsFor(Math.max(...lines.map(({ n }) => n ?? 0)), wide, high)
  const size = wide / columns
  const side = size * 0.84
  const rectangle = (x: number, y: number, height: number) =>
    `M${round(x)} ${round(y)}h${round(side)}v${round(height)}h-${round(side)}z`
  for (const [kind, line] of lines.entries()) {
    const left = kind * (wide + between)
    const each = (shape: (x: number, y: number) => string) =>
      Array.from({ length: line.n ?? 0 }, (_, i) =>
        shape(left + (i % columns) * size, label + Math.floor(i / columns) * size),
      ).join('')
    const put = (key: string, fill: string, shape: (x: number, y: number) => string) =>
      picture.put(key, 'path', { fill, d: each(shape) })
    for (const [i, text] of (heading.labels[kind] ?? []).entries()) {
      const y = heading.size * (1 + i * LINE)
      picture.text(`label ${kind} ${i}`, [left, y], heading.size, text, BOLD)
    }
    put(`cards ${kind}`, cardColour(kind), (x, y) => rectangle(x, y, side))
    const hole = (x: number, y: number) => circle(x + side / 2, y + side / 2, side / 5)
    if (kind === 1) put('holes', colour('paper'), hole)
    const bar = (x: number, y: number) => rectangle(x, y + side * 0.42, side * 0.16)
    if (kind === 2) put('bars', colour('paper'), bar)
  }
  picture.size(label + high)
}

const BOLD = { 'font-weight': 700 }
const GAP = 16
const LOWEST_ROW = 84 // where a page scrolls

// A bar for each option, and how many: labels as large as all of them fit, and bars with the rest.
function bars(picture: Picture, lines: Line[], question: Question) {
  const most = Math.max(1, ...lines.map(lengthOf))
  const row = Math.min(
    180,
    Number.isFinite(picture.high) ? picture.high / lines.length : LOWEST_ROW,
  )
  const texts = lines.map(({ text }) => text)
  const { size, wide, labels } = labelled(texts, row, width)
  const numbers = lines.map(saidOf(question, lines, picture.percent))
  const left = wide + GAP
  const longest = 1000 - left - GAP - size * Math.max(...numbers.map(widthInBold))
  for (const [i, line] of lines.entries()) {
    const long = (longest * lengthOf(line)) / most
    const middle = (i + 0.5) * row
    const label = labels[i] ?? []
    for (const [j, part] of label.entries()) {
      const y = middle + size * (0.35 + (j - (label.length - 1) / 2) * LINE)
      picture.text(`label ${i} ${j}`, [0, y], size, part)
    }
    picture.put(`bar ${i}`, 'rect', {
      x: round(left),
      y: round(middle - 0.32 * row),
      height: round(0.64 * row),
      fill: question.kind === 'cards' ? cardColour(i) : colour('bar'),
      width: round(longest),
      style: `transform-box:fill-box;transform-origin:left;transform:scaleX(${long / longest})`,
    })
    picture.text(
      `n ${i}`,
      [left + long + GAP / 2, middle + 0.35 * size],
      size,
      numbers[i] ?? '',
      BOLD,
    )
  }
  picture.size(lines.length * row)
}
