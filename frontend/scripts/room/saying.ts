// What stands above or below what everybody answered, on the screen and on phones: in the page's words.
import type { textsOf } from '../shared/texts.ts'
import { isRaised, type Question } from './state.ts'

type Words = ReturnType<typeof textsOf>

export function summaryOf(question: Question | null, words: Words): string {
  if (!question) return ''
  const { kind, n, shown, open, tally, how } = question
  const isWaiting = kind === 'word' && n && tally?.length === 0
  return [
    !isRaised(kind) && (n === null ? words('few') : words('words', { n })),
    isRaised(kind) && open && tally?.length && how,
    words(kind),
    !shown && words('kept'),
    !open && words('closed'),
    isWaiting && words('waits'),
  ]
    .filter(Boolean)
    .join(' · ')
}
