// Sending an answer until it is acknowledged. The last tap counts, and none overtakes another.
import { within } from '../shared/patience.ts'
import { wait } from '../shared/wait.ts'

export const TRIES = 8
export const PATIENCE = 5000
const PROBLEMS: Record<number, string> = { 400: 'wrong', 403: 'card', 409: 'closed', 429: 'often' }

export const pause = (tried: number) => wait(500 * tried)

export interface Answer {
  question: number
  token: string
  answer: string | number[] | null
}

let latest: Answer
let queue: Promise<unknown> = Promise.resolve()

// Returns the name of what went wrong: nothing once it is kept, “newer” where another tap came after.
export async function send(address: string, content: Answer, onLost: () => void): Promise<string> {
  latest = content
  for (let tried = 1; ; tried++) {
    const problem = await inTurn(() => sendOnce(address, content))
    if (content !== latest) return 'newer'
    if (problem !== 'lost' || tried === TRIES) return problem
    onLost()
    await pause(tried)
    if (content !== latest) return 'newer'
  }
}

function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const done = queue.then(act)
  queue = done
  return done
}

async function sendOnce(address: string, content: Answer): Promise<string> {
  try {
    const signal = within(PATIENCE)
    const body = JSON.stringify(content)
    const reply = await fetch(address, { method: 'POST', credentials: 'omit', body, signal })
    return reply.ok ? '' : (PROBLEMS[reply.status] ?? 'lost')
  } catch {
    return 'lost' // the network: again
  }
}
