// Reads what is said in all cases, once the key is open: to search it, and to see who is in trouble.
import { plain } from '../content.ts'
import { opened } from '../dialogue.ts'
import { openedCases, showAgain, summaries } from './list.ts'
import { openedRecord, type Said, saidIn, sealAnew } from './records.ts'
import { summaryOf } from './summary.ts'

export async function readAll() {
  const identities = new Map(openedCases().map((row) => [row.case, row.opened.identity]))
  const all = await saidIn([...identities.keys()])
  for (const said of all) await read(said, identities.get(said.case) ?? '')
  showAgain()
  for (const said of all) await sealAnew(said)
}

async function read(said: Said, identity: string) {
  const record = await openedRecord(said.record)
  const messages = await opened(said, identity)
  summaries.set(said.case, summaryOf(messages, record && plain(record)))
}
