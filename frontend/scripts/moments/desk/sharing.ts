// Letting another key open cases: one by one, as whoever gets them may be close to somebody in one.
import { all, byId, make, maybe } from '../../shared/page.ts'
import * as sealing from '../sealing.ts'
import { asked } from './asking.ts'
import { addressOf, desk, hide, type NamedKey, page, part, send, words } from './desk.ts'
import { list, openedCases, titleShown } from './list.ts'
import { sealAllAnew } from './records.ts'
import type { OpenedRow } from './rows.ts'
import { say } from './said.ts'
import { isProposed, mayBeShared, whyShare } from './shareable.ts'

export async function wrappedTo(rows: OpenedRow[], recipient: string) {
  const wrapped: Record<string, string> = {}
  for (const row of rows) wrapped[row.case] = await sealing.wrap(row.opened, recipient)
  return wrapped
}

// The server leaves out what a reporter closed to the key's holder; it returns how many are new.
export async function shareWith(
  key: Pick<NamedKey, 'id' | 'recipient'>,
  rows: OpenedRow[],
): Promise<number> {
  const wrapped = Object.entries(await wrappedTo(rows, key.recipient))
  let shared = 0
  for (let at = 0; at < wrapped.length; at += desk.shared) {
    const some = Object.fromEntries(wrapped.slice(at, at + desk.shared))
    shared += (await send<{ n: number }>(addressOf('share', { pk: key.id }), { wrapped: some })).n
  }
  return shared
}

const chosenKey = () => desk.keys.find((one) => one.id === byId('share-key').value)

export function startSharing() {
  if (!maybe(page, '[data-share]')) return
  byId('share-key').addEventListener('change', showShareable)
  page.addEventListener('listed', showShareable)
}

let shownFor: string | undefined

// The list is read again and again: what somebody has ticked for this key stays as they left it.
function showShareable() {
  const key = chosenKey()
  const rows = key ? mayBeShared(openedCases(), key) : []
  const boxes = key?.id === shownFor ? all(part('share-cases'), 'input', HTMLInputElement) : []
  const ticks = new Map(boxes.map((box) => [box.value, box.checked]))
  shownFor = key?.id
  part('share-cases').replaceChildren(
    ...rows.map((row) => choice(row, key as NamedKey, ticks.get(row.case))),
  )
  hide('share-which', !rows.length)
  hide('share-do', !rows.length)
  hide('share-none', rows.length > 0)
}

function choice(row: OpenedRow, key: NamedKey, ticked?: boolean): HTMLElement {
  const box = document.createElement('input')
  const about = {
    type: 'checkbox',
    id: `share-${row.case}`,
    value: row.case,
    checked: ticked ?? isProposed(row, key),
  }
  Object.assign(box, about, { className: 'nhsuk-checkboxes__input' })
  const label = document.createElement('label')
  label.className = 'nhsuk-label nhsuk-checkboxes__label'
  label.htmlFor = box.id
  const said = words(whyShare(row, key), { name: key.name })
  label.append(titleShown(row), make('span', said, 'es-entry__when'))
  return make('div', [box, label], 'nhsuk-checkboxes__item')
}

export async function share() {
  const key = chosenKey()
  if (!key) throw new Error(words('unknown'))
  const ticked = all(part('share-cases'), 'input:checked', HTMLInputElement)
  const wanted = new Set(ticked.map((box) => box.value))
  const rows = openedCases().filter((row) => wanted.has(row.case))
  if (!rows.length) throw new Error(words('noTicked'))
  const { name } = key
  const lines = rows.map(titleShown)
  const question = { question: words('share', { name }), lines, yes: words('shareYes', { name }) }
  if (!(await asked(question))) return
  const n = await shareWith(key, rows)
  await sealAllAnew([...wanted])
  await list()
  say({ said: words('shared', { n, name }) })
}
