// The guardians' records of all cases. Each is sealed to the keys that open its case; so where a key was
// added since, it is sealed anew by the first guardian who can read it. Each is saved with the version
// that was read: what another guardian saved meanwhile is never lost.
import * as sealing from '../sealing.ts'
import { addressOf, desk, open, send } from './desk.ts'
import { openedCases } from './list.ts'
import { Changed } from './problems.ts'

export interface Said {
  case: string
  entries: { id: string; by: 'reporter' | 'guardian'; on: string; sealed: string }[]
  record: string
  version: string
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

type Read = Pick<Said, 'recipients' | 'version'>

// A record says to which keys it was sealed; it goes with the version that it takes the place of.
const sealedRecord = async (content: object, { recipients, version }: Read) => ({
  sealed: await sealing.seal({ ...content, to: recipients }, recipients),
  version,
})

const anew = new Map<string, string>() // versions that this page sealed anew: the words are the same

export async function saveRecord(pk: string, content: object, read: Read): Promise<string> {
  const version = anew.get(read.version) ?? read.version
  const sealed = await sealedRecord(content, { ...read, version })
  return (await send<{ version: string }>(addressOf('record', { case: pk }), sealed)).version
}

export async function openedRecord(record: string): Promise<Record<string, unknown> | null> {
  if (!record) return null
  const content = await sealing.open(record, open.identity).catch(() => null)
  return content as Record<string, unknown> | null
}

// Seal the record of a case to the keys that were added since; what this key can't open is left, and
// so is what somebody saved meanwhile: the next desk that opens seals it.
export async function sealAnew({ case: pk, record, recipients, version }: Said) {
  const content = await openedRecord(record)
  if (!content) return
  const to = Array.isArray(content.to) ? content.to : []
  if (recipients.every((recipient) => to.includes(recipient))) return
  try {
    anew.set(version, await saveRecord(pk, content, { recipients, version }))
  } catch (error) {
    if (!(error instanceof Changed)) throw error
  }
}

export async function sealAllAnew(cases: string[]) {
  for (const said of await saidIn(cases)) await sealAnew(said)
}

// The records that this key opens, sealed to the guardian's next key in its place.
export async function recordsFor(next: string) {
  const records: Record<string, { sealed: string; version: string }> = {}
  for (const said of await saidIn(openedCases().map((row) => row.case))) {
    const content = await openedRecord(said.record)
    const others = said.recipients.filter((recipient) => recipient !== desk.key?.recipient)
    const read = { recipients: [...others, next], version: said.version }
    if (content) records[said.case] = await sealedRecord(content, read)
  }
  return records
}
