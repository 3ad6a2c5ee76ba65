// The screen of a hall: one calm picture of what everybody answered, and the same as a table.
import { follow } from './follow.js'

const page = document.querySelector('[data-screen]')
const picture = page.querySelector('[data-picture]')
const SVG = 'http://www.w3.org/2000/svg'
const INK = '#212b32'
const CARDS = ['#00703c', '#ffb000', '#b3122a']
const BAR = '#2f6f4f'
const CROWD = 3000 // up to so many, each person is one small card; then proportions
const places = new Map() // where a word stands: it does not jump when it grows

show(JSON.parse(document.getElementById('state').textContent))
follow(page.dataset.screen, show)

function show ({ title, question }) {
  page.querySelector('[data-question]').textContent = question ? question.text : title
  const tally = question?.tally
  const rows = !tally ? [] : question.kind === 'word' ? tally : question.kind === 'floor' ? tally.map(([, text, n]) => [text, n]) : question.options.map((text, i) => [text, tally[i]])
  page.querySelector('[data-count]').textContent = said(question)
  picture.replaceChildren(...(rows.length ? [drawn(question, rows)] : []))
  picture.setAttribute('aria-label', rows.map(([text, n]) => `${text}: ${n}`).join(', '))
  page.querySelector('[data-table]').replaceChildren(...rows.map(([text, n]) => {
    const row = document.createElement('tr')
    for (const [tag, content] of [['th', text], ['td', n]]) {
      const cell = document.createElement(tag)
      cell.textContent = content
      row.append(cell)
    }
    row.firstChild.scope = 'row'
    return row
  }))
}

function said (question) {
  if (!question) return ''
  const { words, few, kept, closed } = page.dataset
  const parts = [question.kind === 'floor' ? '' : question.tally ? words.replace('{n}', question.n) : question.shown ? few : kept]
  if (!question.open) parts.push(closed)
  return parts.filter(Boolean).join(' · ')
}

function drawn (question, rows) {
  if (question.kind === 'word') return cloud(rows)
  if (question.kind === 'floor') return list(rows)
  const sum = rows.reduce((total, [, n]) => total + n, 0)
  return question.kind === 'cards' && sum <= CROWD ? hall(rows, sum) : bars(question, rows, sum)
}

function make (tag, attributes, text = '') {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  if (text) element.textContent = text
  return element
}

function label (x, y, size, text) {
  return make('text', { x, y, 'font-size': size, fill: INK, 'font-family': 'Arial, sans-serif' }, text)
}

// The hall itself: every card held up is one card; amber has a hole, red a bar across.
function hall (rows, sum) {
  const columns = Math.ceil(Math.sqrt(sum * 2.4))
  const size = 1000 / columns
  const picture = make('svg', { viewBox: `0 0 1000 ${Math.ceil(sum / columns) * size + 90}` })
  let at = 0
  rows.forEach(([text, n], kind) => {
    for (let i = 0; i < n; i++, at++) picture.append(...card(kind, (at % columns) * size, Math.floor(at / columns) * size, size))
    picture.append(label(10 + kind * 330, Math.ceil(sum / columns) * size + 65, 44, `${text} ${n}`))
  })
  return picture
}

function card (kind, x, y, size) {
  const side = size * 0.82
  const box = make('rect', { x, y, width: side, height: side, rx: side / 8, fill: CARDS[kind] })
  if (kind === 1) return [box, make('circle', { cx: x + side / 2, cy: y + side / 2, r: side / 5, fill: '#fff' })]
  if (kind === 2) return [box, make('rect', { x, y: y + side * 0.42, width: side, height: side * 0.16, fill: '#fff' })]
  return [box]
}

// Questions from the floor, the most wanted first.
function list (rows) {
  const picture = make('svg', { viewBox: `0 0 1000 ${Math.min(rows.length, 8) * 64}` })
  rows.slice(0, 8).forEach(([text, n], i) => {
    picture.append(label(0, i * 64 + 42, 32, `▲ ${n}`), label(110, i * 64 + 42, 32, text.length > 52 ? `${text.slice(0, 51)}…` : text))
  })
  return picture
}

function bars (question, rows, sum) {
  const picture = make('svg', { viewBox: `0 0 1000 ${rows.length * 90}` })
  rows.forEach(([text, n], i) => {
    const width = sum ? 560 * n / sum : 0
    picture.append(
      label(0, i * 90 + 54, 36, text.length > 20 ? `${text.slice(0, 19)}…` : text),
      make('rect', { x: 340, y: i * 90 + 18, width, height: 54, fill: question.kind === 'cards' ? CARDS[i] : BAR }),
      label(352 + width, i * 90 + 56, 36, `${n}`)
    )
  })
  return picture
}

// Words keep the row in which they first stood; only their size follows how many wrote them.
function cloud (rows) {
  const most = rows[0][1]
  const shown = new Set(rows.map(([word]) => word))
  for (const word of places.keys()) if (!shown.has(word)) places.delete(word)
  for (const [word] of rows) if (!places.has(word)) places.set(word, places.size ? Math.max(...places.values()) + 1 : 0)
  const inOrder = [...rows].sort((a, b) => places.get(a[0]) - places.get(b[0]))
  const picture = make('svg', { viewBox: '0 0 1000 560' })
  let [x, y, tallest] = [0, 0, 0]
  for (const [word, n] of inOrder) {
    const size = 28 + 62 * Math.sqrt(n / most)
    const width = size * 0.58 * word.length + 34
    if (x && x + width > 1000) [x, y, tallest] = [0, y + tallest, 0]
    tallest = Math.max(tallest, size * 1.15)
    if (y + size > 560) break
    picture.append(label(x, y + size, size, word))
    x += width
  }
  return picture
}
