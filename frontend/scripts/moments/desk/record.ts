// The guardians' own record of a case, sealed to them alone.
import { all, checkbox, field, make } from '../../shared/page.ts'
import { type Content, plain } from '../content.ts'
import type { Opened } from '../dialogue.ts'
import type { Section } from './account.ts'
import { day } from './days.ts'
import { desk, form, hide, part, words } from './desk.ts'
import { type Found, fill, type Shown } from './forms.ts'
import { find, messagesOf } from './found.ts'
import { Changed } from './problems.ts'
import { openedRecord, saveRecord } from './records.ts'
import type { OpenedRow } from './rows.ts'
import { isWorse } from './summary.ts'

export type GuardiansRecord = Pick<
  Content,
  'title' | 'elements' | 'profession' | 'anonymous' | 'note'
>

// What guardians wrote, or what its reporter chose. That somebody was treated worse for speaking up
// counts also where it was said after the record was saved.
export async function record(
  found: Pick<Found, 'record'>,
  messages: Opened[],
): Promise<GuardiansRecord> {
  const kept = await openedRecord(found.record)
  const { elements, profession, anonymous } = messages[0]?.content ?? plain({})
  const given = { title: '', elements, profession: profession || 'not_known', anonymous, note: '' }
  const now = kept ? plain(kept) : given
  const isNew = isWorse(messages.slice(Number(kept?.read) || 0))
  return isNew ? { ...now, elements: [...new Set([...now.elements, 'detriment'])] } : now
}

// Add a note to the record as it is now, with its day and who wrote it.
export async function addNote(row: OpenedRow, note: string) {
  const found = await find(row)
  const messages = await messagesOf(found, row)
  if (found.record && !(await openedRecord(found.record))) throw new Error(words('recordIsClosed'))
  const kept = await record(found, messages)
  const line = words('noted', { day: day(desk.today), name: desk.name, note })
  const content = { ...kept, read: messages.length, note: [kept.note, line].join('\n').trim() }
  await saveRecord(row.case, content, found)
}

// What a record says, to read.
export function recordSection({ elements, profession, note }: GuardiansRecord): Section {
  const named = elements.map((key) => desk.elements[key] ?? key)
  return {
    heading: words('labelRecord'),
    lines: [
      [words('labelElements'), named.join(', ') || '–'],
      [words('labelProfession'), desk.professions[profession] ?? profession],
      [words('labelNote'), note || '–'],
    ],
  }
}

export async function showRecord(shown: Shown) {
  const { row, found, messages } = shown
  const kept = await record(found, messages)
  const isClosed = Boolean(found.record) && !(await openedRecord(found.record))
  hide('record', isClosed) // saved from here, it would take the place of what others wrote
  hide('record-closed', !isClosed)
  hide('record-now')
  const boxes = all(form('record'), '[data-element]', HTMLInputElement)
  const anonymous = checkbox(form('record'), 'anonymous')
  for (const box of boxes) box.checked = kept.elements.includes(box.dataset.element ?? '')
  anonymous.checked = kept.anonymous
  const values = {
    title: kept.title,
    profession: kept.profession || 'not_known',
    note: kept.note,
    version: found.version, // a draft that is put back keeps the one that it was written on
  }
  fill('record', shown, values, async (form) => {
    const content = {
      read: messages.length,
      title: field(form, 'title').value.trim(),
      elements: boxes.filter((box) => box.checked).map((box) => box.dataset.element),
      anonymous: anonymous.checked,
      profession: field(form, 'profession').value,
      note: field(form, 'note').value,
    }
    const version = field(form, 'version')
    try {
      await saveRecord(row.case, content, { recipients: found.recipients, version: version.value })
    } catch (error) {
      if (error instanceof Changed) version.value = await showNow(row)
      throw error
    }
    return { said: words('recorded') }
  })
}

// Show what somebody else saved, beside what is written here; return its version.
async function showNow(row: OpenedRow): Promise<string> {
  const found = await find(row)
  const now = await record(found, await messagesOf(found, row))
  const lines = [[words('labelTitle'), now.title || '–'], ...recordSection(now).lines]
  part('record-now-lines').replaceChildren(
    ...lines.map(([label, text]) =>
      make('p', [make('strong', `${label}: `), text ?? ''], 'es-letter'),
    ),
  )
  hide('record-now', false)
  return found.version
}
