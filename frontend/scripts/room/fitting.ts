// How large texts of a picture may be: numbers alone, nothing drawn.

type Measure = (text: string) => number // how wide a text is, for each pixel of its size

// A text in lines, none wider than `wide`; a word that is wider is broken anywhere.
export function wrapped(text: string, wide: number, measure: Measure): string[] {
  const lines: string[] = []
  for (const word of text.split(' ').flatMap((whole) => pieces(whole, wide, measure))) {
    const longer = `${lines.at(-1)} ${word}`
    if (lines.length && measure(longer) <= wide) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

function pieces(word: string, wide: number, measure: Measure): string[] {
  const letters = [...word]
  if (letters.length < 2 || measure(word) <= wide) return [word]
  const begin = (n: number) => letters.slice(0, n).join('')
  let n = 1
  while (measure(begin(n + 1)) <= wide) n++
  return [begin(n), ...pieces(letters.slice(n).join(''), wide, measure)]
}

export const LINE = 1.15 // from a line to the next, of its size
const [LARGEST_LABEL, SMALLEST_LABEL] = [44, 8]
const WIDEST_LABELS = 630 // of 1000: bars keep the rest

export interface Labels {
  size: number
  wide: number
  labels: string[][] // each in its lines
}

// Labels as large as each fits beside its bar, in lines that are no longer than they have to be.
export function labelled(texts: string[], row: number, measure: Measure): Labels {
  for (let size = LARGEST_LABEL; ; size -= 2) {
    for (let most = 280; most <= WIDEST_LABELS; most += 70) {
      const labels = texts.map((text) => wrapped(text, most / size, measure))
      const high = LINE * size * Math.max(...labels.map(({ length }) => length))
      if (high > 0.92 * row && size > SMALLEST_LABEL) continue
      const wide = size * Math.max(...labels.flat().map(measure))
      return { size, wide, labels }
    }
  }
}

// Headings above columns, as large as each fits in two lines.
export function headed(texts: string[], wide: number, measure: Measure) {
  for (let size = LARGEST_LABEL; ; size -= 2) {
    const labels = texts.map((text) => wrapped(text, wide / size, measure))
    const most = Math.max(...labels.map(({ length }) => length))
    if (most <= 2 || size <= SMALLEST_LABEL) return { size, labels, high: LINE * size * most }
  }
}

export interface Row {
  lines: string[]
  y: number
  high: number
}

const [LARGEST_TEXT, SMALLEST_TEXT] = [38, 26]
const SPACE = 0.7 // under each text, of its size
const VOTES = 4 // the width of what stands before it

// Texts one under the other, whole, as large as all of them fit; or else as many as do fit.
export function listed(texts: Tall[], high: number, measure: Measure) {
  for (let size = LARGEST_TEXT; ; size -= 2) {
    const rows = rowsOf(texts, size, measure)
    const end = rows.at(-1)
    if (!end || end.y + end.high <= high) return { size, rows, left: VOTES * size }
    if (size <= SMALLEST_TEXT) {
      const fit = rows.filter((row) => row.y + row.high <= high - LINE * size)
      return { size, rows: fit.length ? fit : rows.slice(0, 1), left: VOTES * size }
    }
  }
}

export interface Tall {
  text: string
  above: boolean // whether a small line stands above it
}

function rowsOf(texts: Tall[], size: number, measure: Measure): Row[] {
  let y = 0
  return texts.map(({ text, above }) => {
    const lines = wrapped(text, 1000 / size - VOTES, measure)
    const high = size * (LINE * lines.length + SPACE + (above ? 0.9 : 0))
    y += high
    return { lines, y: y - high, high }
  })
}
