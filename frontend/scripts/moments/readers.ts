// Who can open a case: said to its reporter and to its guardians.
import type { Words } from '../shared/texts.ts'
import { date } from './dialogue.ts'

// As `queries.opening.readers` gives it; `since` where the reporter did not choose them at first.
export interface Reader {
  name: string
  since: string | null
  on_paper: boolean
}

export function listOf(names: string[]): string {
  return new Intl.ListFormat(document.documentElement.lang).format(names)
}

// A sentence for those who were chosen, and one for each who was let in later.
export function readersText(readers: Reader[], words: Words): string[] {
  const named = ({ name, on_paper }: Reader) => (on_paper ? words('onPaper', { name }) : name)
  const chosen = readers.filter(({ since }) => !since).map(named)
  const later = readers.filter(({ since }) => since)
  return [
    ...(chosen.length ? [words('readers', { names: listOf(chosen) })] : []),
    ...later.map((one) => words('readerSince', { name: named(one), day: date(one.since ?? '') })),
  ]
}
