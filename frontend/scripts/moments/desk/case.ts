// One case on a guardian's desk: its facts, its messages, and what the guardian does with it.
import { make } from '../../shared/page.ts'
import { type Content, plain } from '../content.ts'
import { type FetchPart, item, type Opened } from '../dialogue.ts'
import { readersText } from '../readers.ts'
import { ago, day } from './days.ts'
import { addressOf, get, hide, part, send, words } from './desk.ts'
import { showKeeping } from './export.ts'
import { type Found, type Shown, startForms } from './forms.ts'
import { find, messagesOf } from './found.ts'
import { showHandOn, startHandingOn } from './handing_on.ts'
import { list, numberOf, openedCases, ownerOf, summaries, tagsOf, titleShown } from './list.ts'
import { showPassedOn, showPassOn } from './passing_on.ts'
import { record, showRecord } from './record.ts'
import { showReply } from './reply.ts'
import { isInTrouble, type OpenedRow } from './rows.ts'
import { showNext, showOwner, showStatus } from './status.ts'
import { summaryOf } from './summary.ts'

let current = '' // the case that is shown

export function startCase() {
  startHandingOn()
  startForms(async () => {
    await list()
    await showCase(current)
  })
}

// What a case's reporter wrote first.
const first = ([message]: Opened[]): Content => message?.content ?? plain({})

// Show a case, if it is one of those that this guardian's key opens.
export async function showCase(pk: string): Promise<boolean> {
  const row = openedCases().find((one) => one.case === pk)
  hide('case', !row)
  hide('no-case', Boolean(row))
  if (!row) return false
  current = pk
  const found = await find(row)
  const messages = await messagesOf(found, row)
  const shown = { row, found, messages, written: first(messages) }
  const kept = await record(found, messages)
  summaries.set(pk, summaryOf(messages, plain(kept)))
  row.said = summaries.get(pk) ?? null
  part('case-title').textContent = titleShown(row)
  hide('worse', !isInTrouble(row))
  showFacts(row, found)
  showDialogue(shown)
  showReply(shown)
  showNext(shown)
  showOwner(shown)
  showStatus(shown)
  showPassOn(shown)
  showPassedOn(found)
  showHandOn(shown)
  await showRecord(shown)
  showKeeping(shown, kept, fetchPartOf(row))
  if (row.unread) await noteRead(row, found.entries.length)
  return true
}

const fetchPartOf =
  (row: OpenedRow): FetchPart =>
  async (file, number) =>
    (await get(addressOf('file', { case: row.case, file, number }))).arrayBuffer()

function showDialogue({ row, found, messages }: Shown) {
  const reading = { identity: row.opened.identity, words, fetchPart: fetchPartOf(row) }
  part('entries').replaceChildren(...messages.map((message) => item(message, found, reading)))
}

function showFacts(row: OpenedRow, found: Found) {
  part('case-tags').replaceChildren(...tagsOf(row))
  const due = row.due && words('due', { day: day(row.due), ago: ago(row.due) })
  const facts = [
    words('received', { day: day(row.received_on), ago: ago(row.received_on) }),
    due || '',
    ownerOf(row),
    words('number', { number: numberOf(row) }),
    ...readersText(found.readers, words),
  ]
  part('facts').replaceChildren(...facts.filter(Boolean).map((fact) => make('li', fact)))
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
