// The guardians' own record of a case, sealed to them alone.
import { all, checkbox, field } from '../../shared/page.ts'
import { type Content, plain } from '../content.ts'
import { addressOf, form, hide, send, words } from './desk.ts'
import { type Found, fill, type Shown } from './forms.ts'
import { openedRecord, sealRecord } from './records.ts'

export type GuardiansRecord = Pick<Content, 'elements' | 'profession' | 'anonymous' | 'note'>

export async function record(found: Found, written: Content): Promise<GuardiansRecord> {
  const kept = await openedRecord(found.record)
  if (kept) return plain(kept)
  const { elements, profession, anonymous } = written
  return { elements, profession: profession || 'not_known', anonymous, note: '' }
}

export async function showRecord(shown: Shown) {
  const { row, found, written } = shown
  const kept = await record(found, written)
  const isClosed = Boolean(found.record) && !(await openedRecord(found.record))
  hide('record', isClosed) // saved from here, it would take the place of what others wrote
  hide('record-closed', !isClosed)
  const boxes = all(form('record'), '[data-element]', HTMLInputElement)
  const anonymous = checkbox(form('record'), 'anonymous')
  for (const box of boxes) box.checked = kept.elements.includes(box.dataset.element ?? '')
  anonymous.checked = kept.anonymous
  const values = { profession: kept.profession || 'not_known', note: kept.note }
  fill('record', shown, values, async (form) => {
    const content = {
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
