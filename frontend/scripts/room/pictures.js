// Pictures of what a room answered, as SVG. A picture is changed, never made anew while its question
// stays, so that what is there stays in its place: only what grew moves. The same on the screen, on
// the page of results, and in the files that are saved from there.
const SVG = 'http://www.w3.org/2000/svg'
const INK = '#212b32'
const CARDS = ['#00703c', '#ffb000', '#b3122a']
const BAR = '#2f6f4f'
const FONT = 'Arial, Helvetica, sans-serif'
const CROWD = 3000 // up to so many, each person is one small card; then proportions
const MOST_ROWS = 8

export class Picture {
  constructor (place) {
    this.place = place
    this.of = null
  }

  // Shows a question's rows, each [text, number, key].
  show (question, rows) {
    const kind = rows.length ? `${question.id} ${shape(question, rows)}` : null
    if (kind !== this.of) {
      this.of = kind
      this.nodes = new Map()
      this.slots = new Map()
      this.svg = null
      this.place.replaceChildren()
      if (kind) this.place.append(this.svg = make('svg', { 'font-family': FONT, preserveAspectRatio: 'xMinYMin' }))
    }
    if (!kind) return
    this.drawn = new Set()
    SHAPES[shape(question, rows)](this, rows, question)
    for (const [key, node] of this.nodes) {
      if (this.drawn.has(key)) continue
      node.remove()
      this.nodes.delete(key)
    }
  }

  size (height) {
    this.svg.setAttribute('viewBox', `0 0 1000 ${Math.ceil(height)}`)
  }

  // Puts a shape that is known by a key: the one that is there, or a new one.
  put (key, tag, attributes, text) {
    let node = this.nodes.get(key)
    if (!node) {
      this.nodes.set(key, node = make(tag, {}))
      this.svg.append(node)
    }
    this.drawn.add(key)
    set(node, attributes)
    if (text !== undefined && node.textContent !== text) node.textContent = text
    return node
  }

  text (key, x, y, size, text, attributes = {}) {
    return this.put(key, 'text', { x, y, fill: INK, style: `font-size:${size}px;unicode-bidi:plaintext`, ...attributes }, text)
  }
}

const SHAPES = { hall, bars, cloud, list }

function shape (question, rows) {
  if (question.kind === 'word' || question.kind === 'felt') return 'cloud'
  if (question.kind === 'floor') return 'list'
  return question.kind === 'cards' && sum(rows) <= CROWD ? 'hall' : 'bars'
}

// The rows of a tally, as a table would have them.
export function rowsOf ({ kind, tally, options }) {
  if (!tally) return []
  if (kind === 'word') return tally
  if (kind === 'floor') return tally.map(([id, text, n]) => [text, n, id])
  const rows = options.map((text, i) => [text, tally[i], `${i}`])
  return kind === 'felt' ? rows.filter(([, n]) => n) : rows
}

// The hall itself: three blocks of cards held up, each growing at its end. Amber has a hole, red a bar.
// All become smaller at once when the largest block is full, which is seldom: at about 200, 450, 1,000.
function hall (picture, rows) {
  const [wide, high, between] = [310, 440, 35]
  const most = Math.max(...rows.map(([, n]) => n))
  let columns = 12
  while (columns * Math.floor(high / (wide / columns)) < most) columns = Math.ceil(columns * 1.5)
  const size = wide / columns
  const side = size * 0.84
  rows.forEach(([text, n], kind) => {
    const left = kind * (wide + between)
    const at = (i) => [left + (i % columns) * size, 70 + Math.floor(i / columns) * size]
    const each = (shape) => Array.from({ length: n }, (_, i) => shape(...at(i))).join('')
    picture.text(`label ${kind}`, left, 44, 40, `${text} ${n}`)
    picture.put(`cards ${kind}`, 'path', { fill: CARDS[kind], d: each((x, y) => `M${round(x)} ${round(y)}h${round(side)}v${round(side)}h-${round(side)}z`) })
    if (kind === 1) picture.put('holes', 'path', { fill: '#fff', d: each((x, y) => circle(x + side / 2, y + side / 2, side / 5)) })
    if (kind === 2) picture.put('bars', 'path', { fill: '#fff', d: each((x, y) => `M${round(x)} ${round(y + side * 0.42)}h${round(side)}v${round(side * 0.16)}h-${round(side)}z`) })
  })
  picture.size(70 + high)
}

function circle (x, y, r) {
  return `M${round(x - r)} ${round(y)}a${round(r)} ${round(r)} 0 1 0 ${round(2 * r)} 0a${round(r)} ${round(r)} 0 1 0-${round(2 * r)} 0z`
}

// A bar for each option, and how many.
function bars (picture, rows, question) {
  const all = sum(rows)
  rows.forEach(([text, n], i) => {
    const width = all ? 520 * n / all : 0
    const lines = broken(text, 22)
    lines.forEach((line, j) => picture.text(`label ${i} ${j}`, 0, i * 90 + 54 + (j - (lines.length - 1) / 2) * 32, 30, line))
    picture.put(`bar ${i}`, 'rect', { x: 360, y: i * 90 + 18, height: 54, fill: question.kind === 'cards' ? CARDS[i] : BAR, width: 520, style: `transform-box:fill-box;transform-origin:left;transform:scaleX(${width / 520})` })
    picture.text(`n ${i}`, 372 + width, i * 90 + 56, 36, `${n}`)
  })
  picture.size(rows.length * 90)
}

// Questions from the floor, the most wanted first.
function list (picture, rows) {
  let y = 0
  rows.slice(0, MOST_ROWS).forEach(([text, n, id], i) => {
    const lines = broken(text, 52).slice(0, 2)
    picture.text(`n ${i}`, 0, y + 40, 30, n === null ? '▲' : `▲ ${n}`)
    lines.forEach((line, j) => picture.text(`text ${i} ${j}`, 120, y + 40 + j * 36, 30, line))
    y += 28 + lines.length * 36
  })
  picture.size(y)
}

// Words stand in cells, each in those that it had first: only its size follows how many wrote it. Each
// has as many cells as it needs at the largest size, so that no long word is drawn smaller than a rarer.
const COLUMNS = 8
const CELL = { width: 125, height: 72 }
const [SMALLEST, LARGEST] = [22, 52]

function cloud (picture, rows) {
  const most = rows.reduce((top, [, n]) => Math.max(top, n), 1)
  for (const [text, , key = text] of rows) if (!picture.slots.has(key)) picture.slots.set(key, slot(picture.slots, text))
  const used = new Set(rows.map(([text, , key = text]) => key))
  for (const key of picture.slots.keys()) if (!used.has(key)) picture.slots.delete(key)
  let last = 0
  for (const [text, n, key = text] of rows) {
    const { row, column, span } = picture.slots.get(key)
    const fits = (span * CELL.width - 16) / width(text)
    const size = Math.min(SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(n / most), fits)
    const x = (column + span / 2) * CELL.width
    const node = picture.text(`word ${key}`, x, row * CELL.height + 52, round(size), text, { 'text-anchor': 'middle', class: 'es-word' })
    node.setAttribute('font-weight', size > 40 ? 700 : 400)
    last = Math.max(last, row)
  }
  picture.size((last + 1) * CELL.height)
}

// Returns the first free cells that a word fits into.
function slot (slots, text) {
  const span = Math.min(COLUMNS, Math.ceil((width(text) * LARGEST + 16) / CELL.width))
  const taken = new Set([...slots.values()].flatMap((s) => Array.from({ length: s.span }, (_, i) => `${s.row} ${s.column + i}`)))
  for (let row = 0; ; row++) {
    for (let column = 0; column + span <= COLUMNS; column++) {
      if (Array.from({ length: span }, (_, i) => `${row} ${column + i}`).every((cell) => !taken.has(cell))) return { row, column, span }
    }
  }
}

const ruler = document.createElement('canvas').getContext('2d')

// Returns how wide a text is, for each pixel of its size.
function width (text) {
  ruler.font = `700 100px ${FONT}`
  return ruler.measureText(text).width / 100
}

function broken (text, longest) {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line && line.length + word.length + 1 > longest) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}

const sum = (rows) => rows.reduce((total, [, n]) => total + n, 0)

const round = (number) => Math.round(number * 100) / 100

function make (tag, attributes) {
  return set(document.createElementNS(SVG, tag), attributes)
}

function set (node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'style') for (const [key, v] of value.split(';').map((part) => part.split(/:(.*)/))) node.style.setProperty(key, v)
    else if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, value)
  }
  return node
}
