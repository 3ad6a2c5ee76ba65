// The list of a guardian's cases: what each is about, where their key opens it.
import { all, byId, make, one, onSubmit } from '../../shared/page.ts'
import { listed } from '../content.ts'
import * as sealing from '../sealing.ts'
import { ago, day } from './days.ts'
import { addressOf, desk, get, hide, open, page, part, words } from './desk.ts'
import { hashOf } from './places.ts'
import type { Filter, OpenedRow, Order, Row } from './rows.ts'
import * as rowsOf from './rows.ts'
import type { Summary } from './summary.ts'

const SHOWN = 25

let rows: Row[] = []
let filter: Filter | null = null // the one that the guardian chose
let shown = SHOWN
export const summaries = new Map<string, Summary>() // of the cases that were read
const openedBefore = new Map<string, Row['opened']>() // by ciphertext: each is opened once

const isOpened = (row: Row): row is OpenedRow => row.opened !== null

export const openedCases = () => rows.filter(isOpened)
export const unopenedCases = () => rows.filter((row) => !row.opened).map((row) => row.case)

// Read the list anew. What is shown of it follows.
export async function list() {
  hide('news')
  const started = performance.now()
  rows = (await (await get(addressOf('cases'))).json()).cases
  for (const row of rows) row.opened = await titleOf(row)
  showAgain()
  page.dataset.listed = `${Math.round(performance.now() - started)}`
}

// Show the list with what was read of its cases meanwhile.
export function showAgain() {
  for (const row of rows) row.said = summaries.get(row.case) ?? null
  show()
  page.dispatchEvent(new Event('listed'))
}

async function titleOf({ sealed }: Row): Promise<Row['opened']> {
  const before = openedBefore.get(sealed)
  if (before !== undefined) return before
  const opened = listed(await sealing.open(sealed, open.identity).catch(() => null))
  openedBefore.set(sealed, opened)
  return opened
}

// Look once a minute whether something is new, and say so. Nothing is read then: it would tell when.
const A_MINUTE = 60_000

async function lookAgain() {
  if (document.hidden || part('open').hidden) return
  const now: Row[] = (await (await get(addressOf('cases'))).json()).cases
  hide('news', !rowsOf.hasNews(rows, now))
}

export function startList() {
  setInterval(() => void lookAgain().catch(() => undefined), A_MINUTE)
  const search = one(page, '[data-search]', HTMLFormElement)
  onSubmit(search, again)
  search.addEventListener('input', again)
  for (const button of all(page, '[data-filter]', HTMLButtonElement)) {
    button.addEventListener('click', () => {
      filter = button.value as Filter
      again()
    })
  }
  part('more').addEventListener('click', () => {
    const first = shown
    shown += SHOWN
    show()
    all(part('list'), 'a')[first]?.focus()
  })
}

function again() {
  shown = SHOWN
  show()
}

function show() {
  const chosen = {
    filter: filter ?? rowsOf.firstFilter(rows, desk.me),
    about: byId('about').value,
    order: byId('order').value as Order,
    search: byId('search').value,
  }
  const found = rowsOf.chosenRows(rows, chosen, desk.me)
  part('list').replaceChildren(...found.slice(0, shown).map(item))
  hide('more', found.length <= shown)
  part('found').textContent = words(found.length === 1 ? 'foundOne' : 'found', { n: found.length })
  showFilters(chosen.filter)
  showEmpty(found.length, chosen)
}

function showEmpty(n: number, { filter, search, about }: rowsOf.Chosen) {
  const none = part('none')
  none.hidden = n > 0
  const why = !rows.length ? 'noCase' : search.trim() || about ? 'noMatch' : `none_${filter}`
  none.textContent = words(why)
}

function showFilters(now: Filter) {
  const counts = rowsOf.counts(rows, desk.me)
  for (const button of all(page, '[data-filter]', HTMLButtonElement)) {
    one(button, '[data-n]').textContent = `${counts[button.value as Filter]}`
    button.setAttribute('aria-pressed', `${button.value === now}`)
  }
}

function item(row: Row): HTMLElement {
  const what = make('div', [nameOf(row), make('span', aboutOf(row), 'es-entry__when')])
  what.className = 'es-entry__what'
  const tags = make('div', tagsOf(row), 'es-entry__tags')
  const className = row.unread ? 'es-entry es-entry--waiting' : 'es-entry'
  return make('li', [what, tags], className)
}

function nameOf(row: Row): HTMLElement {
  if (!isOpened(row)) return make('span', words('closed'))
  const link = document.createElement('a')
  link.className = 'es-entry__link'
  link.href = hashOf(row.case)
  link.textContent = titleShown(row)
  return link
}

// A case's number, as short as it is told apart by.
export const numberOf = (row: Row) => row.case.slice(0, 8)

export const titleShown = (row: OpenedRow) => rowsOf.titleOf(row) || words('untitled')

function aboutOf(row: Row): string {
  const facts = [words('received', { day: day(row.received_on), ago: ago(row.received_on) })]
  if (row.due) facts.push(words('due', { day: day(row.due), ago: ago(row.due) }))
  facts.push(ownerOf(row))
  return facts.join(' · ')
}

export function ownerOf({ owner }: Pick<Row, 'owner'>): string {
  if (!owner) return words('noOwner')
  return owner.id === desk.me ? words('mine') : words('theirs', { name: owner.name })
}

export function tagsOf(row: Row): HTMLElement[] {
  const { kind = '', anonymous } = row.opened ?? {}
  const tags: [boolean, string, string][] = [
    [rowsOf.isInTrouble(row), words('worse'), 'red'],
    [row.unread, words('unread'), 'blue'],
    [row.late, words('late'), 'red'],
    [row.waits === 'guardian', words('waits'), 'yellow'],
    [true, row.status_words, 'white'],
    [kind === 'concern', words('concern'), 'white'],
    [kind === 'moment', words('moment'), 'white'],
    [anonymous === true, words('anonymous'), 'white'],
    [anonymous === false, words('known'), 'white'],
  ]
  return tags
    .filter(([isThere]) => isThere)
    .map(([, text, colour]) => make('strong', text, `nhsuk-tag nhsuk-tag--${colour}`))
}
