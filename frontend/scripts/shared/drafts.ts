// Drafts of long forms, kept in this browser for whoever writes them. What is stored is encrypted under
// a key that only their own pages bring along: the next person at a shared computer can't read it.
import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { randomBytes } from 'hashes/utils.js'
import { base64, bytesOf, text, utf8 } from './bytes.ts'
import type { Written } from './form_written.ts'

const NAME = 'everyseat-words-'
const BEFORE = 'everyseat-draft-self-' // how self assessments were kept once, in the clear
const NONCE = 12
const DAYS = 7
const KEPT_FOR = DAYS * 86_400_000

export interface Place {
  owner: string
  form: string
  key: string
}

export interface Draft {
  at: number // when it was written
  by: string // the open page that it was written on
  fields: Written
}

interface Stored {
  at: number
  by: string
  sealed: string
}

// Keep a draft. False where this browser keeps nothing for a page.
export function keep({ owner, form, key }: Place, { at, by, fields }: Draft): boolean {
  try {
    const nonce = randomBytes(NONCE)
    const sealed = chacha20poly1305(bytesOf(key), nonce).encrypt(utf8(JSON.stringify(fields)))
    const stored: Stored = { at, by, sealed: base64(new Uint8Array([...nonce, ...sealed])) }
    localStorage.setItem(named(owner, form), JSON.stringify(stored))
    return true
  } catch {
    return false
  }
}

// What was kept of a form, or null. What its key does not open is deleted.
export function kept({ owner, form, key }: Place): Draft | null {
  const name = named(owner, form)
  const stored = read(name)
  if (!stored) return null
  try {
    const bytes = bytesOf(stored.sealed)
    const opened = chacha20poly1305(bytesOf(key), bytes.slice(0, NONCE)).decrypt(bytes.slice(NONCE))
    return { at: stored.at, by: stored.by, fields: JSON.parse(text(opened)) as Written }
  } catch {
    remove(name)
    return null
  }
}

export const forget = ({ owner, form }: Place) => remove(named(owner, form))

// A form was saved: delete its draft, unless another open page has written it since.
export function forgetSaved(saved: string) {
  const [form = '', by] = saved.split('.')
  for (const name of names()) {
    if (name.endsWith(`.${form}`) && (!by || read(name)?.by === by)) remove(name)
  }
}

export function forgetAllOf(owner: string) {
  for (const name of names()) if (name.startsWith(named(owner, ''))) remove(name)
}

// Delete what is older than seven days, or can't be read.
export function forgetOld(now = Date.now()) {
  for (const name of names()) {
    const at = read(name)?.at
    if (!at || now - at > KEPT_FOR) remove(name)
  }
  for (const name of names(BEFORE)) remove(name)
}

const named = (owner: string, form: string) => `${NAME}${owner}.${form}`

function names(beginning = NAME): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(beginning))
  } catch {
    return [] // this browser keeps nothing for a page
  }
}

function read(name: string): Stored | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as Stored | null
  } catch {
    return null
  }
}

function remove(name: string) {
  try {
    localStorage.removeItem(name)
  } catch {
    /* this browser keeps nothing for a page */
  }
}
