// A case on paper, or in a file that a passphrase opens: made in this browser, and sent nowhere.
import { base64 } from '../../shared/bytes.ts'
import { download } from '../../shared/files.ts'
import { make } from '../../shared/page.ts'
import { authorOf, type FetchPart, openedFile } from '../dialogue.ts'
import { passedText, stateOf } from '../passed_on.ts'
import * as sealing from '../sealing.ts'
import { type Attached, messageSections, type Section, toHtml } from './account.ts'
import { day } from './days.ts'
import { desk, part, words } from './desk.ts'
import { fill, type Shown } from './forms.ts'
import { numberOf, ownerOf, titleShown } from './list.ts'
import { newPassphrase } from './new_passphrase.ts'
import { allowed } from './passing_on.ts'
import { type GuardiansRecord, recordSection } from './record.ts'

export function showKeeping(shown: Shown, record: GuardiansRecord, fetchPart: FetchPart) {
  part('print-case').onclick = () => {
    showOnPaper(titleShown(shown.row), sectionsOf(shown, record))
    print()
  }
  fill('export', shown, { passphrase: '', again: '' }, async (form) => {
    const passphrase = newPassphrase(form)
    const files = await filesOf(shown, fetchPart)
    const html = toHtml(titleShown(shown.row), sectionsOf(shown, record), files, lang())
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

function sectionsOf(shown: Shown, record: GuardiansRecord): Section[] {
  const said = shown.messages.map((message) => ({
    by: authorOf(message, words),
    on: day(message.on),
    content: message.content,
  }))
  const passed = passedOnSection(shown)
  const inBetween = passed ? [passed] : []
  return [facts(shown), ...messageSections(said, words), ...inBetween, recordSection(record)]
}

// What was passed on: to whom, when, which words, with whose consent, and what became of it.
function passedOnSection(shown: Shown): Section | null {
  const { answer } = shown.found
  if (!answer) return null
  const said = Object.entries(answer.answer ?? {})
  return {
    heading: words('labelPassedOn'),
    lines: [
      [words('labelPassedTo'), answer.recipient],
      [words('labelPassedDay'), day(answer.given_on)],
      [words('labelConsent'), allowed(shown)],
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

async function filesOf({ row, found, messages }: Shown, fetchPart: FetchPart): Promise<Attached[]> {
  const files: Attached[] = []
  const { identity } = row.opened
  for (const { content } of messages) {
    for (const file of content.files) {
      const bytes = await openedFile(file, found.files[file.id] ?? 0, { identity, fetchPart })
      files.push({ name: file.name, base64: base64(bytes) })
    }
  }
  return files
}

export function showOnPaper(title: string, sections: Section[]) {
  const shownSections = sections.flatMap(({ heading, lines }) => [
    make('h2', heading),
    ...lines.map(([label, text]) => make('p', label ? `${label}: ${text}` : text, 'es-letter')),
  ])
  part('paper').replaceChildren(make('h1', title), ...shownSections)
}
