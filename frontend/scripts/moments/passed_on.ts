// What was passed on of a case, and what became of it: shown to its reporter and its guardians.
import { make } from '../shared/page.ts'
import type { Values } from '../shared/texts.ts'
import { passedLines, plain } from './content.ts'

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

type Words = (name: string, values?: Values) => string

// The words that were passed on.
export const passedText = ({ words }: PassedOn) => passedLines(plain(words)).join('\n')

// Whether they were answered, in a sentence.
export function stateOf({ ended, answer, recipient }: PassedOn, words: Words): string {
  return words(ended ? 'ended' : answer ? 'fromThem' : 'notYet', { name: recipient })
}

// The parts of an answer, each with its label.
export const answerParts = ({ answer }: PassedOn, words: Words) =>
  Object.entries(answer ?? {}).map(([name, said]) =>
    make('p', [make('strong', `${words(name)}: `), said], 'es-letter'),
  )
