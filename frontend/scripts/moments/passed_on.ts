// What was passed on of a case, and what became of it: shown to its reporter and its guardians.
import { make } from '../shared/page.ts'
import type { Words } from '../shared/texts.ts'
import { type PassedWords, passedLines, passedParts, plain } from './content.ts'

// As `queries.cases.answer_to` gives it.
export interface PassedOn {
  recipient: string
  given_on: string
  words: object
  answer: Record<string, string> | null
  answered_on: string | null
  heard: string
  ended: boolean
}

// The words that were passed on.
export const passedText = ({ words }: PassedOn) => passedLines(plain(words)).join('\n')

// The same as they are shown, each with its label.
export const wordsParts = (passed: PassedWords, words: Words) =>
  passedParts(passed).map(([name, said]) => labelled(words(`label${name}`), said))

// Whether they were answered, in a sentence.
export function stateOf({ ended, answer, recipient }: PassedOn, words: Words): string {
  return words(ended ? 'ended' : answer ? 'fromThem' : 'notYet', { name: recipient })
}

// The parts of an answer, each with its label.
export const answerParts = ({ answer }: PassedOn, words: Words) =>
  Object.entries(answer ?? {}).map(([name, said]) => labelled(words(name), said))

const labelled = (label: string, said: string) =>
  make('p', [make('strong', `${label}: `), said], 'es-letter')
