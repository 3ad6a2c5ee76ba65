// One case on a guardian's desk: its facts, its messages, and what the guardian does with it.
import { make } from '../../shared/page.ts'
import { type Content, plain } from '../content.ts'
import { entries, type FetchPart, opened } from '../dialogue.ts'
import { ago, day } from './days.ts'
import { addressOf, get, hide, part, send, words } from './desk.ts'
import { showKeeping } from './export.ts'
import { type Found, type Shown, startForms } from './forms.ts'
import { list, openedCases, ownerOf, tagsOf } from './list.ts'
import { showPassOn } from './passing_on.ts'
import { record, showRecord } from './record.ts'
import { showReply } from './reply.ts'
import type { OpenedRow } from './rows.ts'
import { showOwner, showStatus } from './status.ts'

let current = '' // the case that is shown

export const startCase = () =>
  startForms(async () => {
    await list()
    await showCase(current)
  })

export const find = async (row: OpenedRow): Promise<Found> =>
  (await get(addressOf('case', { case: row.case }))).json()

// What a case's reporter wrote first.
export async function first(found: Found, row: OpenedRow): Promise<Content> {
  const [entry] = await opened(found, row.opened.identity)
  return entry?.content ?? plain({})
}

// Show a case, if it is one of those that this guardian's key opens.
export async function showCase(pk: string): Promise<boolean> {
  const row = openedCases().find((one) => one.case === pk)
  hide('case', !row)
  hide('no-case', Boolean(row))
  if (!row) return false
  current = pk
  const found = await find(row)
  const shown = { row, found, written: await first(found, row) }
  part('case-title').textContent = row.opened.title || words('untitled')
  showFacts(row, found)
  await showDialogue(shown)
  showReply(shown)
  showOwner(shown)
  showStatus(shown)
  showPassOn(shown)
  await showRecord(shown)
  showKeeping(shown, await record(found, shown.written), fetchPartOf(row))
  if (row.unread) await noteRead(row, found.entries.length)
  return true
}

const fetchPartOf =
  (row: OpenedRow): FetchPart =>
  async (file, number) =>
    (await get(addressOf('file', { case: row.case, file, number }))).arrayBuffer()

async function showDialogue({ row, found }: Shown) {
  const items = await entries(found, {
    identity: row.opened.identity,
    names: { reporter: words('reporter'), guardian: words('guardian') },
    words,
    fetchPart: fetchPartOf(row),
  })
  part('entries').replaceChildren(...items)
}

function showFacts(row: OpenedRow, found: Found) {
  part('case-tags').replaceChildren(...tagsOf(row))
  const due = row.due && words('due', { day: day(row.due), ago: ago(row.due) })
  const facts = [
    words('received', { day: day(row.received_on), ago: ago(row.received_on) }),
    due || '',
    ownerOf(row),
    answeredText(found),
  ]
  part('facts').replaceChildren(...facts.filter(Boolean).map((fact) => make('li', fact)))
}

function answeredText({ answer }: Found): string {
  if (!answer) return ''
  return words(answer.answer ? 'answered' : 'notAnswered', { name: answer.recipient })
}

// ---- what was read

async function noteRead(row: OpenedRow, messages: number) {
  await send(addressOf('read', { case: row.case }), { messages })
  await list()
}

// Make the case that is shown new again, for the guardian to come back to.
export async function makeUnread() {
  await send(addressOf('read', { case: current }), { messages: 0 })
  await list()
}
