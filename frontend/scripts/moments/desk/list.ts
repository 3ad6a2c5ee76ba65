// The list of a guardian's cases: what each is about, where their key opens it.
import { make } from '../../shared/page.ts'
import { listed } from '../content.ts'
import { date } from '../dialogue.ts'
import * as sealing from '../sealing.ts'
import { addressOf, get, hide, onClick, open, page, part, words } from './desk.ts'

// A row of `queries.cases.desk`, with what its guardian's key opened of it.
interface Row {
  case: string
  sealed: string
  status_words: string
  waits: string
  received_on: string
  late: boolean
  unanswered: boolean
  opened: ReturnType<typeof listed>
}

export interface OpenedRow extends Row {
  opened: NonNullable<Row['opened']>
}

let rows: Row[] = []

const isOpened = (row: Row): row is OpenedRow => row.opened !== null

export const openedCases = () => rows.filter(isOpened)
export const unopenedCases = () => rows.filter((row) => !row.opened).map((row) => row.case)

export async function list(show: (row: OpenedRow) => Promise<void>) {
  const started = performance.now()
  rows = (await (await get(addressOf('cases'))).json()).cases
  for (const row of rows) {
    row.opened = listed(await sealing.open(row.sealed, open.identity).catch(() => null))
  }
  part('list').replaceChildren(...rows.map((row) => item(row, show)))
  hide('none', Boolean(rows.length))
  page.dataset.listed = `${Math.round(performance.now() - started)}`
}

function item(row: Row, show: (row: OpenedRow) => Promise<void>) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'es-link'
  button.textContent = row.opened ? row.opened.title || words('untitled') : words('closed')
  button.disabled = !row.opened
  if (isOpened(row)) onClick(button, () => show(row))
  const name = document.createElement('th')
  name.scope = 'row'
  name.append(button)
  const state = stateOf(row).flatMap((part) => [part, ' '])
  return make('tr', [make('td', date(row.received_on)), name, make('td', state)])
}

function stateOf(row: Row): (string | Node)[] {
  const tag = (text: string, colour: string) =>
    make('strong', text, `nhsuk-tag nhsuk-tag--${colour}`)
  const state: (string | Node)[] = [row.status_words]
  if (row.waits === 'guardian') state.push(tag(words('waits'), 'yellow'))
  if (row.late) state.push(tag(words('late'), 'red'))
  if (row.unanswered) state.push(tag(words('unanswered'), 'grey'))
  return state
}
