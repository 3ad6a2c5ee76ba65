// The messages of a case, opened and written as a list; the same for its reporter and its guardian.
import { download } from '../shared/files.ts'
import { make } from '../shared/page.ts'
import { type Content, type FileNamed, parts, plain } from './content.ts'
import * as sealing from './sealing.ts'

type By = 'reporter' | 'guardian'

interface Entry {
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
  names: Record<By, string>
  words: (name: string) => string
  fetchPart: FetchPart
}

interface Opened extends Entry {
  content: Content
}

export async function opened(found: Case, identity: string): Promise<Opened[]> {
  const all: Opened[] = []
  for (const entry of found.entries) {
    const content = await sealing.open(entry.sealed, identity).catch(() => ({}))
    all.push({ ...entry, content: plain(content) })
  }
  return all
}

export async function entries(found: Case, reading: Reading): Promise<HTMLElement[]> {
  const all = await opened(found, reading.identity)
  return all.map((entry) => item(entry, found, reading))
}

function item({ by, on, content }: Opened, { files }: Case, reading: Reading): HTMLElement {
  const element = make('li', make('p', `${reading.names[by]}, ${date(on)}`, 'nhsuk-hint'))
  element.className = `es-dialogue__${by}`
  element.tabIndex = -1
  for (const [label, text] of parts(content)) {
    const said = label ? [make('strong', `${reading.words(`label${label}`)}: `), text] : text
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
