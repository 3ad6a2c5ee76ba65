// Publishing a quarter for the board.
import { field } from '../../shared/page.ts'
import { asked } from './asking.ts'
import { type Counted, counts, isIn, quarterOf } from './counting.ts'
import { addressOf, desk, send, words } from './desk.ts'
import { find, messagesOf } from './found.ts'
import { openedCases } from './list.ts'
import { record } from './record.ts'
import { saidIn } from './records.ts'

export async function publish(form: HTMLFormElement) {
  const quarter = quarterOf(field(form, 'quarter').value)
  const rows = openedCases().filter((row) => isIn(row.received_on, quarter))
  const said = new Map((await saidIn(rows.map((row) => row.case))).map((one) => [one.case, one]))
  const records: Counted[] = []
  for (const row of rows) {
    const found = said.get(row.case) ?? (await find(row)) // alone, where its dialogue is very long
    records.push(await record(found, await messagesOf(found, row)))
  }
  const counted = counts(records)
  const names = { ...desk.elements, ...desk.marks, ...desk.professions }
  const lines = Object.entries(counted).map(([key, n]) => `${names[key] || key}: ${n}`)
  const total = records.length
  const question = words('publish', { n: total })
  if (!(await asked({ question, lines, yes: words('publishYes') }))) return
  await send(addressOf('publish'), { ...quarter, counts: counted, total })
  location.assign(addressOf('counts'))
}
