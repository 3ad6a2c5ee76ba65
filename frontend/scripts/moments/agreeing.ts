// Whether a reporter agrees to what a guardian would pass on: asked and answered in their dialogue.
import type { PassedWords } from './content.ts'
import type { Opened } from './dialogue.ts'

export interface Agreement {
  ask: Opened
  answer: Opened | undefined
  state: 'pending' | 'yes' | 'no' | 'other' // “other”: yes, but not with these words
}

// The last question of a dialogue whether something may be passed on, and its answer.
export function agreementIn(messages: Opened[]): Agreement | null {
  const ask = messages.filter(({ by, content }) => by === 'guardian' && content.asks).at(-1)
  if (!ask) return null
  const isAnswer = ({ by, content }: Opened) => by === 'reporter' && content.about === ask.id
  const answer = messages.filter(isAnswer).at(-1)
  const said = answer?.content.agrees
  const isSaid = said === 'yes' || said === 'no' || said === 'other'
  return { ask, answer, state: isSaid ? said : 'pending' }
}

export const areTheSame = (one: PassedWords, other: PassedWords) => plainly(one) === plainly(other)

const plainly = ({ cue, what, helped, own, felt }: PassedWords) =>
  JSON.stringify([cue, what, helped, own].map((text) => text.trim()).concat([...felt].sort()))
