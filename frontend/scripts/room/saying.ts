// What stands above or below what everybody answered, on the screen and on phones: in the page's words.
import type { Words } from '../shared/texts.ts'
import { isRaised, type Question } from './state.ts'

export function summaryOf(question: Question | null, words: Words): string {
  if (!question) return ''
  const { kind, n, shown, open, tally, how } = question
  if (kind === 'set') return countOf(question, words)
  const isWaiting = kind === 'word' && n && tally?.length === 0
  return [
    countOf(question, words),
    isRaised(kind) && open && tally?.length && how,
    words(kind),
    !shown && words('kept'),
    !open && words('closed'),
    isWaiting && words('waits'),
  ]
    .filter(Boolean)
    .join(' · ')
}

// How many have answered, if that may be said; of a set, its last question.
export function countOf({ kind, n }: Question, words: Words): string {
  if (isRaised(kind)) return ''
  const isSet = kind === 'set'
  if (n === null) return words(isSet ? 'setFew' : 'few')
  return words(isSet ? 'set' : 'words', { n })
}
