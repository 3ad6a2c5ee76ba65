// The guardians' own record of a case, sealed to them alone.
import { all, checkbox, field } from '../../shared/page.ts'
import { type Content, plain } from '../content.ts'
import type { Opened } from '../dialogue.ts'
import { day } from './days.ts'
import { addressOf, desk, form, hide, send, words } from './desk.ts'
import { type Found, fill, type Shown } from './forms.ts'
import { openedRecord, sealRecord } from './records.ts'
import { isWorse } from './summary.ts'

export type GuardiansRecord = Pick<
  Content,
  'title' | 'elements' | 'profession' | 'anonymous' | 'note'
>

// What guardians wrote, or what its reporter chose. That somebody was treated worse for speaking up
// counts also where it was said after the record was saved.
export async function record(found: Found, messages: Opened[]): Promise<GuardiansRecord> {
  const kept = await openedRecord(found.record)
  const { elements, profession, anonymous } = messages[0]?.content ?? plain({})
  const given = { title: '', elements, profession: profession || 'not_known', anonymous, note: '' }
  const now = kept ? plain(kept) : given
  const isNew = isWorse(messages.slice(Number(kept?.read) || 0))
  return isNew ? { ...now, elements: [...new Set([...now.elements, 'detriment'])] } : now
}

type Noted = Pick<Shown, 'row' | 'found' | 'messages'>

// Add a note to the record, with its day and who wrote it.
export async function addNote({ row, found, messages }: Noted, note: string) {
  if (found.record && !(await openedRecord(found.record))) throw new Error(words('recordIsClosed'))
  const kept = await record(found, messages)
  const line = words('noted', { day: day(desk.today), name: desk.name, note })
  const content = { ...kept, read: messages.length, note: [kept.note, line].join('\n').trim() }
  const sealed = await sealRecord(content, found.recipients)
  await send(addressOf('record', { case: row.case }), { sealed })
}

export async function showRecord(shown: Shown) {
  const { row, found, messages } = shown
  const kept = await record(found, messages)
  const isClosed = Boolean(found.record) && !(await openedRecord(found.record))
  hide('record', isClosed) // saved from here, it would take the place of what others wrote
  hide('record-closed', !isClosed)
  const boxes = all(form('record'), '[data-element]', HTMLInputElement)
  const anonymous = checkbox(form('record'), 'anonymous')
  for (const box of boxes) box.checked = kept.elements.includes(box.dataset.element ?? '')
  anonymous.checked = kept.anonymous
  const values = {
    title: kept.title,
    profession: kept.profession || 'not_known',
    note: kept.note,
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
    const sealed = await sealRecord(content, found.recipients)
    await send(addressOf('record', { case: row.case }), { sealed })
    return { said: words('recorded') }
  })
}
