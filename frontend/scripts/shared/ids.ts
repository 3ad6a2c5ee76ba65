// Names for messages and files, made by who sends them, so that what is sent twice is kept once.
import { hex } from './bytes.ts'

export function newId(): string {
  const digits = hex(crypto.getRandomValues(new Uint8Array(16)))
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
