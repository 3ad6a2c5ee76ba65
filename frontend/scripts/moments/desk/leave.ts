// When a guardian is away: until when, who stands in for them, and what they hand over for it.
import { field, make } from '../../shared/page.ts'
import { day } from './days.ts'
import { addressOf, desk, form, hide, type Leave, on, page, part, send, words } from './desk.ts'
import { list, openedCases, titleShown } from './list.ts'
import { hashOf } from './places.ts'
import { addNote } from './record.ts'
import { isOnlyMine } from './rows.ts'
import { say } from './said.ts'

interface Answer {
  leave: Leave | null
  cases?: string[]
  n?: number
}

export function startLeave() {
  fillIn()
  show()
  page.addEventListener('listed', showAlone)
  on('leave', async (sent) => {
    const value = (name: string) => field(sent, name).value
    const content = { from_on: value('from_on'), back_on: value('back_on') }
    await keep('away', { ...content, stand_in: value('stand_in') })
    say({ said: now() })
  })
  on('hand-over', handOver)
  on('take-back', async () => {
    const { n = 0 } = await keep('takeBack', {})
    await list()
    say({ said: words('tookBack', { n }) })
  })
  on('back', async () => {
    await keep('back', {})
    fillIn()
    await list()
    say({ said: words('isBack') })
  })
}

// Send something, and show what is said of the leave from now on.
async function keep(address: 'away' | 'back' | 'handOver' | 'takeBack', content: object) {
  const answer = await send<Answer>(addressOf(address), content)
  desk.leave = answer.leave
  show()
  return answer
}

async function handOver(sent: HTMLFormElement) {
  const note = field(sent, 'note').value.trim()
  const { cases = [] } = await keep('handOver', {})
  await list()
  const name = desk.leave?.stand_in?.name ?? ''
  const without = note ? await addToEach(cases, note) : []
  if (!without.length) field(sent, 'note').value = ''
  const said = words('handedOver', { n: cases.length, name })
  const missing = words('noteMissing', { titles: without.join(', ') })
  say({ said: without.length ? `${said} ${missing}` : said })
}

// Add a note to the record of each case; return the titles of those where that did not work.
async function addToEach(cases: string[], note: string): Promise<string[]> {
  const without: string[] = []
  for (const row of openedCases().filter((one) => cases.includes(one.case))) {
    try {
      await addNote(row, note)
    } catch {
      without.push(titleShown(row))
    }
  }
  return without
}

function fillIn() {
  const { from_on = '', back_on = '', stand_in } = desk.leave ?? {}
  const values = { from_on, back_on, stand_in: stand_in?.id ?? '' }
  for (const [name, value] of Object.entries(values)) field(form('leave'), name).value = value
}

// What is said of the leave, in a sentence.
function now(): string {
  const { leave } = desk
  if (!leave) return words('notAway')
  const days = { from: day(leave.from_on), back: day(leave.back_on) }
  const { stand_in } = leave
  return stand_in ? words('awayWith', { ...days, name: stand_in.name }) : words('away', days)
}

function show() {
  const { to_hand_over = 0, handed_over = 0, stand_in } = desk.leave ?? {}
  const name = stand_in?.name ?? ''
  part('leave-now').textContent = now()
  part('hand-over-what').textContent = words('toHandOver', { n: to_hand_over, name })
  part('take-back-what').textContent = words('hasHandedOver', { n: handed_over, name })
  hide('hand-over', !to_hand_over)
  hide('take-back', !handed_over)
  hide('back', !desk.leave)
}

// Cases that nobody else can open are named before their guardian leaves.
function showAlone() {
  const rows = openedCases().filter((row) => isOnlyMine(row, desk.keys, desk.me))
  hide('alone', !rows.length)
  part('alone-cases').replaceChildren(
    ...rows.map((row) => {
      const link = document.createElement('a')
      link.href = hashOf(row.case)
      link.textContent = titleShown(row)
      return make('li', [link])
    }),
  )
}
