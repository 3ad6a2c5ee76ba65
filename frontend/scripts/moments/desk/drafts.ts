// What is being written in the forms of a case: it stays while the guardian looks at another one, or
// sends another form, and the browser warns before the page is left with it.
import { mayLeave, stay } from '../../shared/leaving.ts'
import { type Written, writeInto, written } from '../written.ts'

const drafts = new Map<string, Written>()

export function keepDraft(name: string, form: HTMLFormElement) {
  drafts.set(name, written(form))
  stay(drafts)
}

export function restoreDraft(name: string, form: HTMLFormElement) {
  const values = drafts.get(name)
  if (values) writeInto(form, values)
}

export function dropDraft(name: string) {
  drafts.delete(name)
  if (!drafts.size) mayLeave(drafts)
}
