// The words of a receipt: the only way back to what was sent.
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { randomBytes } from 'hashes/utils.js'

export const WORDS = 8 // of 2,048: 88 bits

export function newReceipt(): string {
  // 2,048 divides 65,536: every word is as likely as any other.
  const numbers = new Uint16Array(randomBytes(WORDS * 2).buffer)
  return [...numbers].map((n) => wordlist[n % wordlist.length]).join(' ')
}

export type Read =
  | { receipt: string; wrong?: never; n?: never }
  | { receipt?: never; wrong: string; n?: never }
  | { receipt?: never; wrong?: never; n: number }

// What somebody typed as the words of a receipt: the receipt, or how many words, or the wrong word.
export function readReceipt(typed: string): Read {
  const words: string[] = typed.toLowerCase().match(/[a-z]+/g) ?? []
  const wrong = words.find((word) => !wordlist.includes(word))
  if (wrong) return { wrong }
  return words.length === WORDS ? { receipt: words.join(' ') } : { n: words.length }
}
