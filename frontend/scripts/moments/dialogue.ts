// The messages of a case, opened and written as a list; the same for its reporter and its guardian.
import { download } from '../shared/files.ts'
import { make } from '../shared/page.ts'
import type { Words } from '../shared/texts.ts'
import { type Content, type FileNamed, inWords, parts, plain } from './content.ts'
import * as sealing from './sealing.ts'

type By = 'reporter' | 'guardian'

interface Entry {
  id: string
  by: By
  on: string
  sealed: string
}

// What a case's page needs of it; see `queries.cases.opened`.
export interface Case {
  entries: Entry[]
  files: Record<string, number>
}

export type FetchPart = (file: string, number: number) => Promise<ArrayBuffer>

export interface Reading {
  identity: string
  words: Words
  fetchPart: FetchPart
}

export interface Opened extends Entry {
  content: Content
}

export async function opened(found: Pick<Case, 'entries'>, identity: string): Promise<Opened[]> {
  const all: Opened[] = []
  for (const entry of found.entries) {
    const content = await sealing.open(entry.sealed, identity).catch(() => ({}))
    all.push({ ...entry, content: plain(content) })
  }
  return all
}

// Who wrote a message: a guardian by their name, which is sealed with it.
export const authorOf = ({ by, content }: Pick<Opened, 'by' | 'content'>, words: Words) =>
  by === 'guardian' && content.from ? words('guardianNamed', { name: content.from }) : words(by)

export function item(entry: Opened, { files }: Case, reading: Reading): HTMLElement {
  const { by, on, content } = entry
  const author = authorOf(entry, reading.words)
  const element = make('li', make('p', `${author}, ${date(on)}`, 'nhsuk-hint'))
  element.className = `es-dialogue__${by}`
  element.tabIndex = -1
  for (const part of parts(content)) {
    const [label, text] = inWords(part, reading.words)
    const said = label ? [make('strong', `${label}: `), text] : text
    element.append(make('p', said, 'es-letter'))
  }
  for (const file of content.files) {
    element.append(make('p', fileButton(file, files[file.id] ?? 0, reading)))
  }
  return element
}

function fileButton(file: FileNamed, parts: number, reading: Reading): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'es-link'
  button.textContent = `${file.name} (${Math.ceil(file.size / 1024)} kB)`
  button.addEventListener('click', async () => {
    try {
      await save(file, parts, reading)
    } catch (error) {
      button.after(make('span', ` ${(error as Error).message}`, 'nhsuk-hint'))
    }
  })
  return button
}

// The bytes of a file that was sent in a case.
export async function openedFile(
  file: FileNamed,
  parts: number,
  { identity, fetchPart }: Pick<Reading, 'identity' | 'fetchPart'>,
) {
  const sealed = []
  for (let number = 1; number <= parts; number++) sealed.push(await fetchPart(file.id, number))
  const whole = await new Blob(sealed).arrayBuffer()
  return sealing.openFile(whole, identity, file.size)
}

async function save(file: FileNamed, parts: number, reading: Reading) {
  const bytes = await openedFile(file, parts, reading)
  download(new Blob([bytes], { type: 'application/octet-stream' }), file.name)
}

export const date = (day: string) =>
  new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang, {
    dateStyle: 'medium',
  })
