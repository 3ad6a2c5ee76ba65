// How much of a time to answer is left, as it is shown and as it is said. No page.

const MINUTE = 60
const LAST = 10

// As digits: 4:05
export const digits = (left: number) =>
  `${Math.floor(left / MINUTE)}:${`${left % MINUTE}`.padStart(2, '0')}`

export interface Said {
  name: 'minutes' | 'seconds' | 'up'
  n: number
}

// Returns what is said aloud of what is left, and in which part of the time that is: it is said
// once in each part, so that nobody is interrupted more often than that.
export function saidAt(left: number): Said & { part: number } {
  if (left > MINUTE) return { name: 'minutes', n: Math.ceil(left / MINUTE), part: 3 }
  if (left > LAST) return { name: 'seconds', n: left, part: 2 }
  if (left > 0) return { name: 'seconds', n: left, part: 1 }
  return { name: 'up', n: 0, part: 0 }
}

// How far a clock here is behind the server's, which said its time between two moments here.
export const behind = (server: number, asked: number, heard: number) => server - (asked + heard) / 2
