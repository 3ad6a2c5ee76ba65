// A room's state, as `queries.room_state` makes it: the same for every phone and screen.

export type Kind =
  | 'cards'
  | 'word'
  | 'scale'
  | 'choice'
  | 'felt'
  | 'floor'
  | 'ideas'
  | 'several'
  | 'ranking'
  | 'points'
  | 'set' // questions that are open together: its options are their texts
export type Row = [text: string, n: number, key?: string]
export type Mark = 'pinned' | 'answered'
export type RaisedRow = [id: string, text: string, n: number | null, mark?: Mark]

export interface Question {
  id: number
  kind: Kind
  text: string
  options: string[]
  how: string // what to do on a phone to answer it
  open: boolean
  shown: boolean
  until: number | null // when the time to answer is up, by the server's clock
  closes: boolean
  n: number | null
  tally: number[] | (number | null)[] | Row[] | RaisedRow[] | null
}

export interface RoomState {
  title: string
  ended: boolean
  join: boolean
  percent: boolean
  phones: boolean // every phone shows what the screen shows
  promise: string // changes when what a participant's page promises does
  held: string // changes when the facilitator, or a second one, has done something
  question: Question | null
}

// What is known of a row of a picture: null votes are those of fewer than k.
export interface Line {
  text: string
  n: number | null
  key: string
  length?: number // of its bar, if not n
  mark?: Mark
}

// Kinds to which people write texts of their own, and vote for each other’s.
export const isRaised = (kind: Kind) => kind === 'floor' || kind === 'ideas'

// What was raised, where the question is of such a kind.
export const raisedIn = ({ kind, tally }: Question): RaisedRow[] =>
  isRaised(kind) ? ((tally ?? []) as RaisedRow[]) : []

const lineOf = ([key, text, n, mark]: RaisedRow): Line =>
  mark ? { text, n, key, mark } : { text, n, key }

// The rows of a tally, as a table would have them.
export function linesOf(question: Question): Line[] {
  const { kind, tally, options } = question
  if (!tally) return []
  if (isRaised(kind)) return raisedIn(question).map(lineOf)
  if (kind === 'word') return (tally as Row[]).map(([text, n, key = text]) => ({ text, n, key }))
  if (kind === 'set') return answeredIn(question)
  const numbers = tally as number[]
  const lines = options.map((text, i) => ({ text, n: numbers[i] ?? 0, key: `${i}` }))
  if (kind === 'ranking') return ranked(lines)
  return kind === 'felt' ? lines.filter(({ n }) => n) : lines
}

// How many have answered each question of a set; nothing is said of fewer than k.
const answeredIn = ({ options, tally }: Question): Line[] =>
  options.map((text, i) => ({ text, n: (tally as (number | null)[])[i] ?? null, key: `${i}` }))

// The option whose average place is first stands first, and has the longest bar.
const ranked = (lines: { text: string; n: number; key: string }[]): Line[] =>
  lines.map((line) => ({ ...line, length: lines.length + 1 - line.n })).sort((a, b) => a.n - b.n)

export const lengthOf = ({ n, length }: Line) => length ?? n ?? 0

// What a page shows of a room: which question, and whether it is open.
export function numberOf({ question, ended }: Pick<RoomState, 'question' | 'ended'>): string {
  if (ended) return 'ended'
  return question ? `${question.id}-${question.open}` : ''
}

export const sum = (lines: Line[]) => lines.reduce((total, { n }) => total + (n ?? 0), 0)

// What a share is a share of: all answers. Where one may choose several options, there are fewer
// answers than choices.
const allOf = ({ kind, n }: Question, lines: Line[]) => (kind === 'several' ? (n ?? 0) : sum(lines))

const HAS_NO_SHARES = ['floor', 'ideas', 'ranking', 'set']

// Returns what is said of each line: its count, or its share of all answers; its average place.
export function saidOf(question: Question, lines: Line[], percent: boolean) {
  const all = allOf(question, lines)
  const share = percent && all > 0 && !HAS_NO_SHARES.includes(question.kind)
  return ({ n }: Line): string => {
    if (n === null) return ''
    if (share) return `${Math.round((100 * n) / all)} %`
    return question.kind === 'ranking' ? n.toFixed(1) : `${n}`
  }
}
