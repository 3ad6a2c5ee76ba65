// What the first page of a dialogue says: what is new since its reporter wrote last, and who did it.
//
// When they looked last is kept nowhere: it would tell a copy of the database when somebody who must
// not be known sat at a computer. So new is what came after their own last message, and
// a question that they have not answered: it may have come while they wrote of something else.
import { agreementIn } from '../agreeing.ts'
import type { Opened } from '../dialogue.ts'
import type { Due, Found } from './opened.ts'

export interface News {
  on: string
  kind: 'message' | 'passed' | 'answered'
  message?: Opened
}

// The day of the reporter's last message, and what came after it, the oldest first.
export function newsOf({ answer }: Pick<Found, 'answer'>, messages: Opened[]) {
  const last = messages.findLastIndex(({ by }) => by === 'reporter')
  const since = messages[last]?.on ?? ''
  const agreement = agreementIn(messages)
  const unanswered = agreement?.state === 'pending' ? agreement.ask : null
  const news: News[] = messages
    .filter((message, at) => at > last || message === unanswered)
    .map((message) => ({ on: message.on, kind: 'message', message }))
  if (answer && answer.given_on >= since) news.push({ on: answer.given_on, kind: 'passed' })
  const { answered_on = null, heard = '' } = answer ?? {}
  if (answered_on && !heard) news.push({ on: answered_on, kind: 'answered' })
  return { since, news: news.sort((one, other) => one.on.localeCompare(other.on)) }
}

// Whether a guardian wrote, or passed it on.
export const isHeard = ({ answer }: Pick<Found, 'answer'>, messages: Opened[]) =>
  Boolean(answer) || messages.some(({ by }) => by === 'guardian')

// What is due next, as a guardian reads it too, and whether its day has passed.
export function promiseOf(
  { due, status, answer }: Pick<Found, 'due' | 'status' | 'answer'>,
  messages: Opened[],
  today: string,
): { text: 'none' | '' | `${Due['word']}By` | `late${Capitalize<Due['word']>}`; by: string } {
  const isKnown = isHeard({ answer }, messages) || status === 'closed'
  if (!due) return { text: isKnown ? '' : 'none', by: '' }
  const { word, by } = due
  return { text: by < today ? LATE[word] : `${word}By`, by }
}

const LATE = { next: 'lateNext', reply: 'lateReply', feedback: 'lateFeedback' } as const
