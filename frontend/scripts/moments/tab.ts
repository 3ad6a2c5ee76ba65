// What one tab keeps through a reload, and no longer.
//
// Browsers write a tab's storage to disk, and pieces of it stay there after it was deleted. The name
// of a tab stays in memory. So what is stored is encrypted, under a key that is the tab's name: what
// a disk keeps opens nothing. A duplicated or restored tab has the storage and not the key.
import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { randomBytes } from 'hashes/utils.js'
import { base64, bytesOf, text, utf8 } from '../shared/bytes.ts'

const NAME = 'everyseat-tab-'
const NONCE = 12

// Keep something under a name. False where this browser keeps nothing for a page.
export function keep(name: string, content: object): boolean {
  try {
    const nonce = randomBytes(NONCE)
    const sealed = chacha20poly1305(key() ?? newKey(), nonce).encrypt(utf8(JSON.stringify(content)))
    sessionStorage.setItem(NAME + name, base64(new Uint8Array([...nonce, ...sealed])))
    return true
  } catch {
    return false
  }
}

// What was kept in this tab under a name, or null. What no key opens any more is deleted.
export function kept<T>(name: string): T | null {
  try {
    const bytes = bytesOf(sessionStorage.getItem(NAME + name) ?? '')
    const own = key() ?? new Uint8Array()
    const content = chacha20poly1305(own, bytes.slice(0, NONCE)).decrypt(bytes.slice(NONCE))
    return JSON.parse(text(content)) as T
  } catch {
    forget(name)
    return null
  }
}

export function forget(name: string) {
  try {
    sessionStorage.removeItem(NAME + name)
    if (Object.keys(sessionStorage).some((other) => other.startsWith(NAME))) return
  } catch {
    /* this browser keeps nothing for a page */
  }
  if (key()) window.name = ''
}

const key = () => (window.name.startsWith(NAME) ? bytesOf(window.name.slice(NAME.length)) : null)

function newKey() {
  const made = randomBytes(32)
  window.name = NAME + base64(made)
  return made
}
