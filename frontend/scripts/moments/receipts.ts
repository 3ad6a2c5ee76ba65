// The words of a receipt: the only way back to what was sent.
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { randomBytes } from 'hashes/utils.js'

export const WORDS = 8 // of 2,048: 88 bits

export function newReceipt(): string {
  // 2,048 divides 65,536: every word is as likely as any other.
  const numbers = new Uint16Array(randomBytes(WORDS * 2).buffer)
  return [...numbers].map((n) => wordlist[n % wordlist.length]).join(' ')
}

// A typed word that is in no receipt: the how-manyth it is, and words of the list that look like it.
export interface Wrong {
  n: number
  word: string
  near: string[]
}

export type Read =
  | { receipt: string; wrong?: never; n?: never }
  | { receipt?: never; wrong: Wrong[]; n?: never }
  | { receipt?: never; wrong?: never; n: number }

// What somebody typed as the words of a receipt: the receipt, or how many words, or the wrong words.
// It knows the public list alone: what it says is the same for every receipt, and helps to guess none.
export function readReceipt(typed: string): Read {
  const words: string[] = typed.toLowerCase().match(/[a-z]+/g) ?? []
  const wrong = words
    .map((word, n) => ({ n: n + 1, word }))
    .filter(({ word }) => !wordlist.includes(word))
    .map((one) => ({ ...one, near: near(one.word) }))
  if (wrong.length) return { wrong }
  return words.length === WORDS ? { receipt: words.join(' ') } : { n: words.length }
}

const SUGGESTED = 3
const LETTERS = 4 // no two words of the list begin with the same four

// The words of the list that a typed one may be meant as: the same beginning, or a slip or two away.
function near(typed: string): string[] {
  const beginning = typed.slice(0, LETTERS)
  const [meant] = wordlist.filter((word) => typed.length >= LETTERS && word.startsWith(beginning))
  if (meant) return [meant]
  const slips = wordlist.map((word): [number, string] => [distance(typed, word), word])
  const fewest = Math.min(...slips.map(([n]) => n))
  if (fewest > (typed.length > LETTERS + 1 ? 2 : 1)) return []
  return slips
    .filter(([n]) => n === fewest)
    .map(([, word]) => word)
    .slice(0, SUGGESTED)
}

// How many letters to put in, leave out, change or swap with their neighbour make one word another.
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, n) => n)]
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const at = (up: number, left: number) => rows[i - up]?.[j - left] ?? Number.POSITIVE_INFINITY
      const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      const changed = at(1, 1) + (one[i - 1] === other[j - 1] ? 0 : 1)
      const swapped = isSwapped ? at(2, 2) + 1 : Number.POSITIVE_INFINITY
      row.push(Math.min(changed, swapped, at(1, 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    rows.push(row)
  }
  return rows[one.length]?.[other.length] ?? 0
}
