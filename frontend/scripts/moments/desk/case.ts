// One case on a guardian's desk: its messages, and what the guardian does with it.
import { newId } from '../../shared/ids.ts'
import { all, checkbox, field, make } from '../../shared/page.ts'
import { type Content, plain } from '../content.ts'
import { type Case, entries, opened } from '../dialogue.ts'
import * as sealing from '../sealing.ts'
import { addressOf, desk, form, get, on, open, part, send, words } from './desk.ts'
import { list, type OpenedRow, openedCases } from './list.ts'
import { personMeant } from './people.ts'

export interface Found extends Case {
  status: string
  recipient: string
  recipients: string[]
  record: string
  answer: { recipient: string; answer: unknown } | null
}

const FORMS = ['status', 'reply', 'record', 'pass-on'] as const
type Name = (typeof FORMS)[number]
type Act = (form: HTMLFormElement) => Promise<void>

const acts = new Map<Name, Act>() // what the forms of the case that is shown do

export function startForms() {
  for (const name of FORMS) on(name, async (form) => acts.get(name)?.(form))
}

export const find = async (row: OpenedRow): Promise<Found> =>
  (await get(addressOf('case', { case: row.case }))).json()

// What a case's reporter wrote first.
export async function first(found: Found, row: OpenedRow): Promise<Content> {
  const [entry] = await opened(found, row.opened.identity)
  return entry?.content ?? plain({})
}

export const show = (row: OpenedRow) => showAfter(row, '')

// Show a case. After one of its forms was sent, the others keep what was being written in them.
async function showAfter(row: OpenedRow, sent: Name | '') {
  const found = await find(row)
  const list = await entries(found, {
    identity: row.opened.identity,
    names: { reporter: words('reporter'), guardian: words('guardian') },
    words,
    fetchPart: async (file, number) =>
      (await get(addressOf('file', { case: row.case, file, number }))).arrayBuffer(),
  })
  part('case').hidden = false
  part('case-title').textContent = row.opened.title || words('untitled')
  part('entries').replaceChildren(...list)
  part('answered').textContent = answeredText(found)
  const written = await first(found, row)
  showStatus(row, found, sent)
  showReply(row, found, sent)
  await showRecord(row, found, written, sent)
  showPassOn(row, found, written, sent)
  if (!sent) part('case-title').focus()
}

function answeredText({ answer }: Found): string {
  if (!answer) return ''
  return words(answer.answer ? 'answered' : 'notAnswered', { name: answer.recipient })
}

async function again(row: OpenedRow, sent: Name) {
  await list(show)
  const same = openedCases().find((other) => other.case === row.case)
  if (same) await showAfter(same, sent)
}

// Fill in a form of the case, and do this and nothing else when it is sent.
function fill(name: Name, sent: Name | '', values: Record<string, string>, act: Act) {
  acts.set(name, act)
  if (sent && sent !== name) return
  for (const [key, value] of Object.entries(values)) field(form(name), key).value = value
}

function showStatus(row: OpenedRow, found: Found, sent: Name | '') {
  fill('status', sent, { status: found.status }, async (form) => {
    const status = field(form, 'status').value
    await send(addressOf('status', { case: row.case }), { status })
    await again(row, 'status')
  })
}

function showReply(row: OpenedRow, found: Found, sent: Name | '') {
  let made: { text: string; entry: string; sealed: string } | null = null
  fill('reply', sent, { text: '' }, async (form) => {
    const text = field(form, 'text').value.trim()
    if (!text) throw new Error(words('empty'))
    if (made?.text !== text) {
      // sent again after a lost connection it is the same message
      made = { text, entry: newId(), sealed: await sealing.seal({ text }, [found.recipient]) }
    }
    const { entry, sealed } = made
    await send(addressOf('reply', { case: row.case }), { entry, sealed })
    await again(row, 'reply')
  })
}

// ---- the guardians' own record of it

export type GuardiansRecord = Pick<Content, 'elements' | 'profession' | 'anonymous' | 'note'>

export async function record(found: Found, written: Content): Promise<GuardiansRecord> {
  if (found.record) return plain(await sealing.open(found.record, open.identity).catch(() => ({})))
  const { elements, profession, anonymous } = written
  return { elements, profession: profession || 'not_known', anonymous, note: '' }
}

async function showRecord(row: OpenedRow, found: Found, written: Content, sent: Name | '') {
  const kept = await record(found, written)
  const boxes = all(form('record'), '[data-element]', HTMLInputElement)
  const anonymous = checkbox(form('record'), 'anonymous')
  if (!sent || sent === 'record') {
    for (const box of boxes) box.checked = kept.elements.includes(box.dataset.element ?? '')
    anonymous.checked = kept.anonymous
  }
  const values = { profession: kept.profession || 'not_known', note: kept.note }
  fill('record', sent, values, async (form) => {
    const content = {
      elements: boxes.filter((box) => box.checked).map((box) => box.dataset.element),
      anonymous: anonymous.checked,
      profession: field(form, 'profession').value,
      note: field(form, 'note').value,
    }
    const sealed = await sealing.seal(content, found.recipients)
    await send(addressOf('record', { case: row.case }), { sealed })
    await again(row, 'record')
  })
}

// ---- passing it on

function showPassOn(row: OpenedRow, found: Found, written: Content, sent: Name | '') {
  const passing = form('pass-on')
  passing.hidden = written.kind !== 'moment' || Boolean(found.answer)
  part('may-pass').textContent = words(`pass_${written.pass_on}`)
  const { who, cue, what, helped, own } = written
  if (!sent) showFelt(written.felt)
  fill('pass-on', sent, { recipient: who, cue, what, helped, own }, async (form) => {
    const person = personMeant(desk.people, field(form, 'recipient').value)
    if (!person) throw new Error(words('nobody'))
    const [recipient, name] = person
    const isAgreed = written.pass_on === 'yes' || checkbox(form, 'agreed').checked
    if (!isAgreed) throw new Error(words('ask'))
    if (!confirm(words('passOn', { name }))) return
    const content = { recipient, words: wordsIn(form) }
    await send(addressOf('passOn', { case: row.case }), content)
    await again(row, 'pass-on')
  })
  if (!sent) checkbox(passing, 'agreed').checked = false
}

function wordsIn(form: HTMLFormElement) {
  const value = (name: string) => field(form, name).value.trim()
  const felt = all(form, '[data-felt] input:checked', HTMLInputElement).map((box) => box.value)
  return {
    cue: value('cue'),
    what: value('what'),
    helped: value('helped'),
    felt,
    own: value('own'),
  }
}

function showFelt(felt: string[]) {
  part('felt').replaceChildren(
    ...felt.map((key) => {
      const box = document.createElement('input')
      const about = { type: 'checkbox', id: `felt-${key}`, value: key, checked: true }
      Object.assign(box, about, { className: 'nhsuk-checkboxes__input' })
      const label = document.createElement('label')
      label.className = 'nhsuk-label nhsuk-checkboxes__label'
      label.htmlFor = box.id
      label.append(key)
      return make('div', [box, label], 'nhsuk-checkboxes__item')
    }),
  )
}
