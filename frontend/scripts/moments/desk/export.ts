// A case on paper, or in a file that a passphrase opens: made in this browser, and sent nowhere.
import { base64 } from '../../shared/bytes.ts'
import { download } from '../../shared/files.ts'
import { field, make } from '../../shared/page.ts'
import { agreementIn } from '../agreeing.ts'
import { authorOf, type FetchPart, opened, openedFile } from '../dialogue.ts'
import { passedText, stateOf } from '../passed_on.ts'
import * as sealing from '../sealing.ts'
import { type Attached, messageSections, type Section, toHtml } from './account.ts'
import { day } from './days.ts'
import { desk, part, words } from './desk.ts'
import { fill, type Shown } from './forms.ts'
import { numberOf, ownerOf, titleShown } from './list.ts'
import { wrongWith } from './passphrase.ts'
import { WrongField } from './problems.ts'
import type { GuardiansRecord } from './record.ts'

export function showKeeping(shown: Shown, record: GuardiansRecord, fetchPart: FetchPart) {
  part('print-case').onclick = async () => {
    showOnPaper(shown, await sectionsOf(shown, record))
    print()
  }
  fill('export', shown, { passphrase: '', again: '' }, async (form) => {
    const passphrase = field(form, 'passphrase').value
    const wrong = wrongWith(passphrase, field(form, 'again').value, desk.passphrase)
    if (wrong) throw new WrongField(wrong === 'different' ? 'again' : 'passphrase', words(wrong))
    const files = await filesOf(shown, fetchPart)
    const html = toHtml(titleOf(shown), await sectionsOf(shown, record), files, lang())
    const sealed = await sealing.sealUnderPassphrase(html, passphrase)
    download(
      new Blob([new Uint8Array(sealed)]),
      `case-${numberOf(shown.row)}-${desk.today}.html.age`,
    )
    form.reset()
    return { said: words('exported') }
  })
}

const lang = () => document.documentElement.lang
const titleOf = ({ row }: Shown) => titleShown(row)

async function sectionsOf(shown: Shown, record: GuardiansRecord): Promise<Section[]> {
  const { found, row } = shown
  const messages = await opened(found, row.opened.identity)
  const said = messages.map((message) => ({
    by: authorOf(message, words),
    on: day(message.on),
    content: message.content,
  }))
  const passed = passedOnSection(shown)
  const inBetween = passed ? [passed] : []
  return [facts(shown), ...messageSections(said, words), ...inBetween, recordSection(record)]
}

// What was passed on: to whom, when, which words, with whose consent, and what became of it.
function passedOnSection({ found, messages, written }: Shown): Section | null {
  const { answer } = found
  if (!answer) return null
  const agreement = agreementIn(messages)
  const consent = agreement
    ? words(`asked_${agreement.state}`, { day: day((agreement.answer ?? agreement.ask).on) })
    : words(`pass_${written.pass_on}`)
  const said = Object.entries(answer.answer ?? {})
  return {
    heading: words('labelPassedOn'),
    lines: [
      [words('labelPassedTo'), answer.recipient],
      [words('labelPassedDay'), day(answer.given_on)],
      [words('labelConsent'), consent],
      [words('labelPassedWords'), passedText(answer)],
      ['', stateOf(answer, words)],
      ...said.map(([name, text]): [string, string] => [words(name), text]),
    ],
  }
}

function facts({ row, found, written }: Shown): Section {
  const days: [string, string | null][] = [
    ['labelReceived', found.received_on],
    ['labelAcknowledged', found.acknowledged_on],
    ['labelFeedback', found.feedback_on],
    ['labelClosed', found.closed_on],
  ]
  const lines = days.map(([label, on]): [string, string] => [words(label), on ? day(on) : '–'])
  return {
    heading: words('labelFacts'),
    lines: [
      [words('labelCase'), row.case],
      [words('labelState'), found.status_words],
      [words('labelOwner'), row.owner?.name ?? ownerOf(row)],
      ...lines,
      [words('labelReporter'), words(written.anonymous ? 'anonymous' : 'known')],
      [words('labelMade'), words('madeBy', { day: day(desk.today), name: desk.name })],
      ['', words('daysOnly')],
    ],
  }
}

function recordSection({ elements, profession, note }: GuardiansRecord): Section {
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

async function filesOf({ row, found }: Shown, fetchPart: FetchPart): Promise<Attached[]> {
  const files: Attached[] = []
  const { identity } = row.opened
  for (const { content } of await opened(found, identity)) {
    for (const file of content.files) {
      const bytes = await openedFile(file, found.files[file.id] ?? 0, { identity, fetchPart })
      files.push({ name: file.name, base64: base64(bytes) })
    }
  }
  return files
}

function showOnPaper(shown: Shown, sections: Section[]) {
  const shownSections = sections.flatMap(({ heading, lines }) => [
    make('h2', heading),
    ...lines.map(([label, text]) => make('p', label ? `${label}: ${text}` : text, 'es-letter')),
  ])
  part('paper').replaceChildren(make('h1', titleOf(shown)), ...shownSections)
}
