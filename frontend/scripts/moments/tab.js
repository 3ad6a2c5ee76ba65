// What one tab keeps through a reload, and no longer.
//
// Browsers write a tab's storage to disk, and pieces of it stay there after it was deleted. The name
// of a tab stays in memory. So what is stored is encrypted, under a key that is the tab's name: what
// a disk keeps opens nothing. A duplicated or restored tab has the storage and not the key.
import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { randomBytes } from 'hashes/utils.js'
import { base64, bytesOf } from './sealing.js'

const NAME = 'everyseat-tab-'
const NONCE = 12

// Keep something under a name. False where this browser keeps nothing for a page.
export function keep (name, content) {
  try {
    const nonce = randomBytes(NONCE)
    const text = new TextEncoder().encode(JSON.stringify(content))
    const sealed = chacha20poly1305(key() || newKey(), nonce).encrypt(text)
    sessionStorage.setItem(NAME + name, base64(new Uint8Array([...nonce, ...sealed])))
    return true
  } catch {
    return false
  }
}

// What was kept in this tab under a name, or null. What no key opens any more is deleted.
export function kept (name) {
  try {
    const bytes = bytesOf(sessionStorage.getItem(NAME + name))
    const text = chacha20poly1305(key(), bytes.slice(0, NONCE)).decrypt(bytes.slice(NONCE))
    return JSON.parse(new TextDecoder().decode(text))
  } catch {
    forget(name)
    return null
  }
}

export function forget (name) {
  try {
    sessionStorage.removeItem(NAME + name)
    if (Object.keys(sessionStorage).some((other) => other.startsWith(NAME))) return
  } catch { /* this browser keeps nothing for a page */ }
  if (key()) window.name = ''
}

const key = () => window.name.startsWith(NAME) ? bytesOf(window.name.slice(NAME.length)) : null

function newKey () {
  const made = randomBytes(32)
  window.name = NAME + base64(made)
  return made
}
