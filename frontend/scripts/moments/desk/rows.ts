// Which cases a guardian's list shows, in which order, and how many each filter holds.
import type { Listed } from '../content.ts'

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
}

export interface OpenedRow extends Row {
  opened: NonNullable<Row['opened']>
}

export const FILTERS = ['waiting', 'late', 'open', 'closed', 'all'] as const
export type Filter = (typeof FILTERS)[number]
export type Order = 'due' | 'newest' | 'oldest' | 'title'

export interface Chosen {
  filter: Filter
  order: Order
  search: string
}

const isClosed = (row: Row) => row.status === 'closed'

// Whether a row stands under a filter; a case that another guardian looks after waits for them.
function isUnder(row: Row, filter: Filter, me: string): boolean {
  switch (filter) {
    case 'waiting':
      return row.waits === 'guardian' && (!row.owner || row.owner.id === me)
    case 'late':
      return row.late
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

export function chosenRows(rows: Row[], { filter, order, search }: Chosen, me: string): Row[] {
  const wanted = search.trim().toLowerCase()
  const found = under(rows, filter, me).filter((row) => textOf(row).includes(wanted))
  return found.sort(ORDERS[order])
}

const textOf = ({ opened, owner, status_words }: Row) =>
  [opened?.title, owner?.name, status_words].join('\n').toLowerCase()

type Compare = (one: Row, other: Row) => number

const newest: Compare = (one, other) => other.received_on.localeCompare(one.received_on)
const oldest: Compare = (one, other) => -newest(one, other)
const NEVER = '9999' // after every day
const due = (row: Row) => row.due ?? NEVER
const title = (row: Row) => row.opened?.title ?? ''

const ORDERS: Record<Order, Compare> = {
  due: (one, other) => due(one).localeCompare(due(other)) || oldest(one, other),
  newest,
  oldest,
  title: (one, other) => title(one).localeCompare(title(other)),
}
