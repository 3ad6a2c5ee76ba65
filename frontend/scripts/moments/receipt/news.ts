// What the first page of a dialogue says: what is new since its reporter wrote last, and who did it.
//
// When they looked last is kept nowhere: it would tell a copy of the database when somebody who must
// not be known sat at a computer. So new is what came after their own last message.
import type { Opened } from '../dialogue.ts'
import type { Found } from './opened.ts'

export interface News {
  on: string
  kind: 'message' | 'passed' | 'answered'
  message?: Opened
}

// The day of the reporter's last message, and what came after it, the oldest first.
export function newsOf({ answer }: Pick<Found, 'answer'>, messages: Opened[]) {
  const last = messages.findLastIndex(({ by }) => by === 'reporter')
  const since = messages[last]?.on ?? ''
  const news: News[] = messages
    .slice(last + 1)
    .map((message) => ({ on: message.on, kind: 'message', message }))
  if (answer && answer.given_on >= since) news.push({ on: answer.given_on, kind: 'passed' })
  const { answered_on = null, heard = '' } = answer ?? {}
  if (answered_on && !heard) news.push({ on: answered_on, kind: 'answered' })
  return { since, news: news.sort((one, other) => one.on.localeCompare(other.on)) }
}

// What is still promised, and whether its day has passed; nothing once it was kept.
export function promiseOf(
  { promise, next_on, status, answer }: Pick<Found, 'promise' | 'next_on' | 'status' | 'answer'>,
  messages: Opened[],
  today: string,
): {
  text:
    | 'none'
    | 'nextBy'
    | 'lateNext'
    | 'replyBy'
    | 'feedbackBy'
    | 'lateReply'
    | 'lateFeedback'
    | ''
  by: string
} {
  const isHeard = Boolean(answer) || messages.some(({ by }) => by === 'guardian')
  if (status === 'closed') return { text: '', by: '' }
  if (next_on && isHeard) return { text: next_on < today ? 'lateNext' : 'nextBy', by: next_on }
  if (!promise) return { text: isHeard ? '' : 'none', by: '' }
  const by = isHeard ? promise.feedback_by : promise.acknowledge_by
  const isLate = by < today
  if (isHeard) return { text: isLate ? 'lateFeedback' : 'feedbackBy', by }
  return { text: isLate ? 'lateReply' : 'replyBy', by }
}
