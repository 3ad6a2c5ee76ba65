// The forms of the case that is shown: what each does when it is sent, and what is written in it.
import { field } from '../../shared/page.ts'
import type { Content } from '../content.ts'
import type { Case, Opened } from '../dialogue.ts'
import type { PassedOn } from '../passed_on.ts'
import type { Reader } from '../readers.ts'
import { form, on, trying } from './desk.ts'
import { dropDraft, keepDraft, restoreDraft } from './drafts.ts'
import type { Guardian, OpenedRow } from './rows.ts'
import { type Done, say } from './said.ts'

// A case as `queries.desk.opened` gives it.
export interface Found extends Case {
  status: string
  status_words: string
  received_on: string
  acknowledged_on: string | null
  feedback_on: string | null
  closed_on: string | null
  recipient: string
  recipients: string[]
  guardians: Guardian[]
  readers: Reader[]
  record: string
  version: string
  answer: PassedOn | null
}

// The case that is shown, its messages, and what its reporter wrote first.
export interface Shown {
  row: OpenedRow
  found: Found
  messages: Opened[]
  written: Content
}

const FORMS = [
  'reply',
  'owner',
  'next',
  'status',
  'record',
  'pass-on',
  'hand-on',
  'handed',
  'export',
] as const
type Name = (typeof FORMS)[number]
type Act = (form: HTMLFormElement, button: HTMLElement | null) => Promise<Done | null>

const acts = new Map<Name, Act>()
let current = ''

// Let each form do what it does, show the case anew by `refresh`, and say what was done.
export function startForms(refresh: () => Promise<void>) {
  for (const name of FORMS) {
    on(name, async (sent, button) => {
      const done = await acts.get(name)?.(sent, button)
      if (!done) return
      dropDraft(draftOf(name))
      await after(done, refresh)
    })
    if (name === 'export') continue // a passphrase is kept nowhere
    form(name).addEventListener('input', () => keepDraft(draftOf(name), form(name)))
  }
}

async function after(done: Done, refresh: () => Promise<void>) {
  await refresh()
  const { undo } = done
  say(done, undo && (() => void trying(async () => after(await undo(), refresh))))
}

const draftOf = (name: Name) => `${current} ${name}`

// Fill in a form of the case with what is kept of it, or what is being written in it.
export function fill(name: Name, { row }: Shown, values: Record<string, string>, act: Act) {
  current = row.case
  acts.set(name, act)
  for (const [key, value] of Object.entries(values)) field(form(name), key).value = value
  restoreDraft(draftOf(name), form(name))
}
