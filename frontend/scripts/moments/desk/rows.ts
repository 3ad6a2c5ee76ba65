// Which cases a guardian's list shows, in which order, and how many each filter holds.
import type { Listed } from '../content.ts'
import type { Summary } from './summary.ts'

export interface Guardian {
  id: string
  name: string
}

// A row of `queries.desk.rows`, with what its guardian's key opened of it.
export interface Row {
  case: string
  sealed: string
  status: string
  status_words: string
  waits: string
  received_on: string
  due: string | null
  late: boolean
  unread: boolean
  owner: Guardian | null
  keys: string[] // in use, that open it
  chosen: string[] // the guardians whom its reporter chose
  left_out: string[]
  opened: Listed | null
  said: Summary | null // once it was read
}

export interface OpenedRow extends Row {
  opened: NonNullable<Row['opened']>
}

export const FILTERS = ['waiting', 'late', 'mine', 'open', 'closed', 'all'] as const
export type Filter = (typeof FILTERS)[number]
export type Order = 'due' | 'newest' | 'oldest' | 'title'

export interface Chosen {
  filter: Filter
  order: Order
  search: string
  about: string // a kind, “anonymous”, “known”, “worse” or an element
}

const isClosed = (row: Row) => row.status === 'closed'

// Whether an open case can be opened by no other guardian: a key on paper is nobody at a desk.
export function isOnlyMine(
  row: Row,
  keys: { id: string; holder: string; escrow: boolean }[],
  me: string,
) {
  const others = keys.filter(({ escrow, holder }) => !escrow && holder !== me)
  return !isClosed(row) && !others.some(({ id }) => row.keys.includes(id))
}

// Whether a row stands under a filter; a case that another guardian looks after waits for them.
function isUnder(row: Row, filter: Filter, me: string): boolean {
  switch (filter) {
    case 'waiting':
      return row.waits === 'guardian' && (!row.owner || row.owner.id === me)
    case 'late':
      return row.late
    case 'mine':
      return row.owner?.id === me && !isClosed(row)
    case 'open':
      return !isClosed(row)
    case 'closed':
      return isClosed(row)
    case 'all':
      return true
  }
}

export function counts(rows: Row[], me: string): Record<Filter, number> {
  const numbers = FILTERS.map((filter) => [filter, under(rows, filter, me).length])
  return Object.fromEntries(numbers) as Record<Filter, number>
}

const under = (rows: Row[], filter: Filter, me: string) =>
  rows.filter((row) => isUnder(row, filter, me))

// The filter that a guardian needs first: what waits for them, or else what is open.
export const firstFilter = (rows: Row[], me: string): Filter =>
  under(rows, 'waiting', me).length ? 'waiting' : 'open'

export function chosenRows(
  rows: Row[],
  { filter, order, search, about }: Chosen,
  me: string,
): Row[] {
  const wanted = search.trim().toLowerCase()
  const found = under(rows, filter, me).filter(
    (row) => isFound(row, wanted) && (!about || isAbout(row, about)),
  )
  return found.sort(ORDERS[order])
}

function isAbout(row: Row, about: string): boolean {
  const { opened, said } = row
  if (about === 'worse') return Boolean(said?.isWorse)
  if (about === 'anonymous' || about === 'known') {
    return opened?.anonymous === (about === 'anonymous')
  }
  return opened?.kind === about || Boolean(said?.elements.includes(about))
}

// Its reporter was treated worse for speaking up, and it is not closed.
export const isInTrouble = (row: Row) => Boolean(row.said?.isWorse) && !isClosed(row)

const NUMBER = 6 // signs of a case's number, before it is taken for one

const isFound = (row: Row, wanted: string) =>
  textOf(row).includes(wanted) || (wanted.length >= NUMBER && row.case.startsWith(wanted))

const textOf = ({ opened, said, owner, status_words }: Row) =>
  [opened?.title, said?.title, said?.text, owner?.name, status_words].join('\n').toLowerCase()

type Compare = (one: Row, other: Row) => number

const newest: Compare = (one, other) => other.received_on.localeCompare(one.received_on)
const oldest: Compare = (one, other) => -newest(one, other)
const NEVER = '9999' // after every day
const due = (row: Row) => row.due ?? NEVER
// Whether a case is new, or a message in one, since the list was read.
export function hasNews(before: Row[], now: Row[]): boolean {
  const unread = new Set(before.filter((row) => row.unread).map((row) => row.case))
  return now.some((row) => row.unread && !unread.has(row.case))
}

const inTrouble = (row: Row) => Number(!isInTrouble(row))

// The guardians' own title, or the reporter's first words.
export const titleOf = (row: Row) => row.said?.title || row.opened?.title || ''

const ORDERS: Record<Order, Compare> = {
  due: (one, other) =>
    inTrouble(one) - inTrouble(other) || due(one).localeCompare(due(other)) || oldest(one, other),
  newest,
  oldest,
  title: (one, other) => titleOf(one).localeCompare(titleOf(other)),
}
