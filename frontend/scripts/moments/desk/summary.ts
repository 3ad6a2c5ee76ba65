// What a guardian's list knows of a case, once this browser has read its messages and its record.
import { type Content, parts } from '../content.ts'
import type { Opened } from '../dialogue.ts'

export interface Summary {
  title: string // the guardians' own
  elements: string[]
  isWorse: boolean // its reporter was treated worse for speaking up
  text: string // to search in
}

type Message = Pick<Opened, 'by' | 'content'>

// What its reporter said last of how they were treated since.
export function isWorse(messages: Message[]): boolean {
  const said = messages.filter(({ by, content }) => by === 'reporter' && content.detriment)
  return said.at(-1)?.content.detriment === 'yes'
}

export function summaryOf(messages: Message[], record: Content | null): Summary {
  const [first] = messages
  const said = messages.flatMap(({ content }) => parts(content).map(([, text]) => text))
  return {
    title: record?.title ?? '',
    elements: record?.elements ?? first?.content.elements ?? [],
    isWorse: isWorse(messages),
    text: [...said, record?.note ?? ''].join('\n').toLowerCase(),
  }
}
