// Whether a reporter agrees to what a guardian would pass on: asked and answered in their dialogue.
import type { Asked, PassedWords } from './content.ts'
import type { Opened } from './dialogue.ts'

export interface Agreement {
  ask: Opened
  answer: Opened | undefined
  state: 'pending' | 'yes' | 'no' | 'other' // “other”: yes, but not with these words
  handed: Opened | undefined // given by hand since, as a guardian wrote
}

export const byHand = ({ by_hand }: Asked) => by_hand
export const byThisSite = ({ by_hand }: Asked) => !by_hand

// The last question of a dialogue whether something may be passed on, and its answer. Who agreed to one
// way has not agreed to the other.
export function agreementIn(
  messages: Opened[],
  way: (asks: Asked) => boolean = () => true,
): Agreement | null {
  const isAsk = ({ by, content }: Opened) =>
    by === 'guardian' && content.asks !== null && way(content.asks)
  const ask = messages.filter(isAsk).at(-1)
  if (!ask) return null
  const isAnswer = ({ by, content }: Opened) => by === 'reporter' && content.about === ask.id
  const answer = messages.filter(isAnswer).at(-1)
  const said = answer?.content.agrees
  const isSaid = said === 'yes' || said === 'no' || said === 'other'
  const isHanded = ({ by, content }: Opened) =>
    by === 'guardian' && content.handed !== null && content.about === ask.id
  const handed = messages.filter(isHanded).at(-1)
  return { ask, answer, state: isSaid ? said : 'pending', handed }
}

export const areTheSame = (one: PassedWords, other: PassedWords) => plainly(one) === plainly(other)

const plainly = ({ cue, what, helped, own, felt }: PassedWords) =>
  JSON.stringify([cue, what, helped, own].map((text) => text.trim()).concat([...felt].sort()))
