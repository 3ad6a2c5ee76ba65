// A room's state, as `queries.room_state` makes it: the same for every phone and screen.

export type Kind = 'cards' | 'word' | 'scale' | 'choice' | 'felt' | 'floor' | 'several'
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
  tally: number[] | Row[] | RaisedRow[] | null
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
  mark?: Mark
}

// Questions from the floor, where the question is one for the floor.
export const raisedIn = ({ kind, tally }: Question): RaisedRow[] =>
  kind === 'floor' ? ((tally ?? []) as RaisedRow[]) : []

const lineOf = ([key, text, n, mark]: RaisedRow): Line =>
  mark ? { text, n, key, mark } : { text, n, key }

// The rows of a tally, as a table would have them.
export function linesOf(question: Question): Line[] {
  const { kind, tally, options } = question
  if (!tally) return []
  if (kind === 'floor') return raisedIn(question).map(lineOf)
  if (kind === 'word') return (tally as Row[]).map(([text, n, key = text]) => ({ text, n, key }))
  const numbers = tally as number[]
  const lines = options.map((text, i) => ({ text, n: numbers[i] ?? 0, key: `${i}` }))
  return kind === 'felt' ? lines.filter(({ n }) => n) : lines
}

// What a page shows of a room: which question, and whether it is open.
export function numberOf({ question, ended }: Pick<RoomState, 'question' | 'ended'>): string {
  if (ended) return 'ended'
  return question ? `${question.id}-${question.open}` : ''
}

// What a share is a share of: all answers. Where one may choose several options, there are fewer
// answers than choices.
export const allOf = ({ kind, n }: Pick<Question, 'kind' | 'n'>, lines: Line[]) =>
  kind === 'several' ? (n ?? 0) : sum(lines)

export const sum = (lines: Line[]) => lines.reduce((total, { n }) => total + (n ?? 0), 0)

// What a picture says of a line: its count, or its share of all answers.
export function said(n: number | null, all: number, percent: boolean): string {
  if (n === null) return ''
  return percent && all ? `${Math.round((100 * n) / all)} %` : `${n}`
}
