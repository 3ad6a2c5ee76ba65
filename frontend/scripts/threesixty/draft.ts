// Answers that are kept in this browser alone until they are sent.
import { inBrowser } from '../shared/stores.ts'

export type Answers = Record<string, string>

// What was begun, and what had been sent with the same card by then: "" where nobody could look.
export interface Draft {
  answers: Answers
  after: string
}

const NOT_KEPT = ['csrfmiddlewaretoken', 'card', 'page']

type Sent = Iterable<[string, FormDataEntryValue]>

// The answers of a form.
export function answersIn(sent: Sent): Answers {
  const answers: Answers = {}
  for (const [name, value] of sent) {
    if (typeof value === 'string' && !NOT_KEPT.includes(name)) answers[name] = value
  }
  return answers
}

// Keep answers. False where this browser keeps nothing for a page.
export const keep = (key: string, sent: Sent, after: string): boolean =>
  inBrowser.set(key, JSON.stringify({ answers: answersIn(sent), after }))

// What was kept, or null. A draft that can't be read is no draft.
export function kept(key: string): Draft | null {
  try {
    const found = JSON.parse(inBrowser.get(key) ?? 'null')
    return found && !found.answers ? { answers: found, after: '' } : found // as versions before kept it
  } catch {
    return null
  }
}

// Answers as one text, to compare them: in whatever order they came.
export const asText = (answers: Answers) => JSON.stringify(Object.entries(answers).sort())

// Whether answers were sent that a draft knows nothing of: from another device, after it was begun.
export const isOverrun = (draft: Draft, given: Answers) =>
  isGiven(given) && draft.after !== asText(given)

// Whether there are any answers: a form that was only looked at has none.
export const isGiven = (given: Answers) =>
  Object.entries(given).some(([name, value]) => isAnswer(name, value))

// “Not seen” is an answer, and no words are none.
const isAnswer = (name: string, value: string) =>
  name.startsWith('b-') || (name.startsWith('w-') && !!value)

// The page of a form that an address shows, from 1 on.
export function pageIn(hash: string, pages: number): number {
  const page = Number(hash.replace('#page-', ''))
  return page >= 1 && page <= pages ? page : 1
}
