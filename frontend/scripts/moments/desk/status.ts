// The state of a case, as its reporter sees it, and the guardian who looks after it.
import { field, make } from '../../shared/page.ts'
import { day } from './days.ts'
import { addressOf, desk, form, send, words } from './desk.ts'
import { fill, type Shown } from './forms.ts'
import { WrongField } from './problems.ts'
import { addNote } from './record.ts'
import type { Done } from './said.ts'

export function showStatus(shown: Shown) {
  const { row, found } = shown
  fill('status', shown, { status: found.status }, (form) =>
    setStatus(row.case, field(form, 'status').value, found.status),
  )
}

// An answer acknowledges a case: it can't be as it came again.
async function setStatus(pk: string, status: string, before: string): Promise<Done> {
  await send(addressOf('status', { case: pk }), { status })
  const said = words('statusSaved', { state: desk.statuses[status] ?? '' })
  return { said, undo: () => setStatus(pk, before, status) }
}

// By when the reporter hears from a guardian next.
export function showNext(shown: Shown) {
  const { row } = shown
  fill('next', shown, { next_on: row.due ?? '' }, async (form) => {
    const next_on = field(form, 'next_on').value
    if (!next_on) throw new WrongField('next_on', words('noDay'))
    await send(addressOf('next', { case: row.case }), { next_on })
    return { said: words('nextSaved', { day: day(next_on) }) }
  })
}

export function showOwner(shown: Shown) {
  const { row, found } = shown
  const owner = row.owner?.id ?? ''
  const choices = found.guardians.map(({ id, name }) =>
    option(id, id === desk.me ? 'me' : '', name),
  )
  const select = field(form('owner'), 'owner')
  select.replaceChildren(option('', 'nobodyYet'), ...choices)
  fill('owner', shown, { owner, note: '' }, async (form) => {
    const note = field(form, 'note').value.trim()
    if (note) await addNote(row, note)
    return setOwner(shown, field(form, 'owner').value, owner)
  })
}

function option(value: string, word: string, name = ''): HTMLElement {
  const made = make('option', word ? words(word, { name }) : name)
  made.setAttribute('value', value)
  return made
}

async function setOwner(shown: Shown, owner: string, before: string): Promise<Done> {
  const { row, found } = shown
  await send(addressOf('owner', { case: row.case }), { owner: owner || null })
  const name = found.guardians.find(({ id }) => id === owner)?.name ?? ''
  const who = owner === desk.me ? 'ownedByMe' : owner ? 'ownedBy' : 'ownedByNobody'
  return { said: words(who, { name }), undo: () => setOwner(shown, before, owner) }
}
