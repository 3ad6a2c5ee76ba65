// What somebody writes stays in this tab until it has arrived. Whether it has, this browser may not know:
// what was sent can reach the server, and its answer be lost on the way back.
import { inTab } from '../shared/stores.ts'

export interface Shown {
  isThanked: boolean // the page says that something was sent
  isReturned: boolean // the page came back with the words in their field: they were not taken
  taken: string[] // the statements that the page lists
}

export interface Unsent {
  text: string
  isUnsure: boolean // it was being sent when its page was left
}

const written = (path: string) => `written-${path}`
const sending = (path: string) => `sending-${path}`

export const write = (path: string, text: string) => inTab.set(written(path), text)
export const send = (path: string, text: string) => inTab.set(sending(path), text)

// What is to be put back on a page, if anything.
export function unsent(path: string, { isThanked, isReturned, taken }: Shown): Unsent | null {
  const text = inTab.get(written(path)) ?? ''
  const sent = inTab.get(sending(path))
  const isSending = sent !== null && isSame(sent, text)
  if (isThanked || isReturned) inTab.remove(sending(path))
  if ((isThanked && isSending) || taken.some((one) => isSame(one, text))) {
    inTab.remove(written(path))
    inTab.remove(sending(path))
    return null
  }
  return text ? { text, isUnsure: isSending && !isReturned } : null
}

// As the server compares them: it puts a space for every line break and every run of spaces.
export const isSame = (one: string, other: string) => plain(one) === plain(other)
const plain = (text: string) => text.trim().split(/\s+/).join(' ')
