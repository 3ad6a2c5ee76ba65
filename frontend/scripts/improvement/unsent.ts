// What somebody writes in a service's form stays in this tab until it has arrived. Whether it has, this
// browser may not know: so the form's number is kept along, by which the server counts it once.

import type { Written } from '../shared/form_written.ts'
import { inTab } from '../shared/stores.ts'

export interface Unsent {
  values: Written
  isUnsure: boolean // it was being sent when its page was left
}

const written = (path: string) => `comment-${path}`
const sending = (path: string) => `comment-sending-${path}`
const NUMBER = 'token#0'

export function keep(path: string, values: Written) {
  inTab.remove(sending(path))
  if (isEmpty(values)) inTab.remove(written(path))
  else inTab.set(written(path), JSON.stringify(values))
}

export function noteSending(path: string) {
  if (inTab.get(written(path))) inTab.set(sending(path), 'yes')
}

export function forget(path: string) {
  inTab.remove(written(path))
  inTab.remove(sending(path))
}

export function unsent(path: string): Unsent | null {
  const text = inTab.get(written(path))
  if (!text) return null
  return { values: JSON.parse(text), isUnsure: inTab.get(sending(path)) !== null }
}

const isEmpty = (values: Written) =>
  Object.entries(values).every(([name, value]) => name === NUMBER || !value)
