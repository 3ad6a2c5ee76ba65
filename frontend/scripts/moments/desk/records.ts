// The guardians' records of all cases. Each is sealed to the keys that open its case; so where a key was
// added since, it is sealed anew by the first guardian who can read it.
import * as sealing from '../sealing.ts'
import { addressOf, desk, open, send } from './desk.ts'
import { openedCases } from './list.ts'

export interface Said {
  case: string
  entries: { id: string; by: 'reporter' | 'guardian'; on: string; sealed: string }[]
  record: string
  recipients: string[]
}

// All that is said in some cases; very long dialogues are left out.
export async function saidIn(cases: string[]): Promise<Said[]> {
  const said: Said[] = []
  for (let at = 0; at < cases.length; at += desk.shared) {
    const some = cases.slice(at, at + desk.shared)
    said.push(...(await send<{ cases: Said[] }>(addressOf('messages'), { cases: some })).cases)
  }
  return said
}

// A record says to which keys it was sealed.
export const sealRecord = (content: object, recipients: string[]) =>
  sealing.seal({ ...content, to: recipients }, recipients)

export async function openedRecord(record: string): Promise<Record<string, unknown> | null> {
  if (!record) return null
  const content = await sealing.open(record, open.identity).catch(() => null)
  return content as Record<string, unknown> | null
}

// Seal the record of a case to the keys that were added since; what this key can't open is left.
export async function sealAnew({ case: pk, record, recipients }: Said) {
  const content = await openedRecord(record)
  if (!content) return
  const to = Array.isArray(content.to) ? content.to : []
  if (recipients.every((recipient) => to.includes(recipient))) return
  const sealed = await sealRecord(content, recipients)
  await send(addressOf('record', { case: pk }), { sealed })
}

export async function sealAllAnew(cases: string[]) {
  for (const said of await saidIn(cases)) await sealAnew(said)
}

// The records that this key opens, sealed to the guardian's next key in its place.
export async function recordsFor(next: string): Promise<Record<string, string>> {
  const records: Record<string, string> = {}
  for (const said of await saidIn(openedCases().map((row) => row.case))) {
    const content = await openedRecord(said.record)
    const others = said.recipients.filter((recipient) => recipient !== desk.key?.recipient)
    if (content) records[said.case] = await sealRecord(content, [...others, next])
  }
  return records
}
