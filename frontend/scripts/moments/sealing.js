// Sealing in the browser: what a reporter writes is encrypted here, to the guardians whom they chose,
// before any of it is sent. age (X25519, ChaCha20-Poly1305); a receipt of words stretched by Argon2id.
//
// A case has a key pair of its own. Its private part is wrapped twice: to each guardian, and under the
// receipt. Everything else of the case is sealed to it, so that a guardian who comes later needs one
// small thing from one who is there. safety/sealing.py says the same in Python.
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { argon2idAsync } from 'hashes/argon2.js'
import { randomBytes } from 'hashes/utils.js'
import { wordlist } from '@scure/bip39/wordlists/english.js'

const WORDS = 8 // of 2,048: 88 bits
const SALT = 'everyseat receipt 1'
const STRETCH = { t: 2, m: 19456, p: 1, dkLen: 48 } // OWASP's smallest for Argon2id
const NONCE = 12
const LISTED = 512
const MESSAGE = 4096
const FILE_STEP = 65536

export function newReceipt () {
  // 2,048 divides 65,536: every word is as likely as any other.
  const numbers = new Uint16Array(randomBytes(WORDS * 2).buffer)
  return [...numbers].map((n) => wordlist[n % wordlist.length]).join(' ')
}

// What somebody typed as the words of a receipt: the receipt, or how many words, or the wrong word.
export function readReceipt (typed) {
  const words = typed.toLowerCase().match(/[a-z]+/g) || []
  const wrong = words.find((word) => !wordlist.includes(word))
  if (wrong) return { wrong }
  return words.length === WORDS ? { receipt: words.join(' ') } : { n: words.length }
}

// The key that opens a case for its reporter, and the place where the server finds it.
export async function stretch (receipt, onProgress) {
  const out = await argon2idAsync(receipt, SALT, { ...STRETCH, onProgress })
  return { key: out.slice(0, 32), locator: hex(out.slice(32)) }
}

export async function newCase (receipt, guardianKeys, listed, onProgress) {
  const { key, locator } = await stretch(receipt, onProgress)
  const identity = await generateX25519Identity()
  const nonce = randomBytes(NONCE)
  const wrapped = chacha20poly1305(key, nonce).encrypt(utf8(identity))
  const keys = {}
  for (const guardian of guardianKeys) {
    keys[guardian.id] = await wrap({ identity, ...listed }, guardian.recipient)
  }
  const forReceipt = new Uint8Array([...nonce, ...wrapped])
  return { identity, locator, recipient: await identityToRecipient(identity), for_receipt: base64(forReceipt), keys }
}

// A case's identity, wrapped to a guardian, with the line that stands in their list.
export const wrap = (content, recipient) => seal(content, [recipient], LISTED)

export function openWithReceipt (key, forReceipt) {
  const bytes = bytesOf(forReceipt)
  return text(chacha20poly1305(key, bytes.slice(0, NONCE)).decrypt(bytes.slice(NONCE)))
}

// Something said, padded so that its length tells little.
export async function seal (content, recipients, step = MESSAGE) {
  const bytes = utf8(JSON.stringify(content))
  const padded = new Uint8Array(Math.ceil(bytes.length / step) * step).fill(32)
  padded.set(bytes)
  return base64(await sealBytes(padded, recipients))
}

export async function open (sealed, identity) {
  return JSON.parse(text(await openBytes(bytesOf(sealed), identity)))
}

export function sealFile (bytes, recipient) {
  const padded = new Uint8Array(Math.ceil(bytes.length / FILE_STEP) * FILE_STEP)
  padded.set(bytes)
  return sealBytes(padded, [recipient])
}

export async function openFile (sealed, identity, size) {
  return (await openBytes(new Uint8Array(sealed), identity)).slice(0, size)
}

function sealBytes (bytes, recipients) {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes)
}

function openBytes (sealed, identity) {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return decrypter.decrypt(sealed)
}

// A guardian's key: made here, and kept by the server under a passphrase that it never sees.
export async function newGuardianKey (passphrase) {
  const identity = await generateX25519Identity()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  const kept = base64(await encrypter.encrypt(identity))
  return { identity, recipient: await identityToRecipient(identity), kept }
}

export function unlock (kept, passphrase) {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  return decrypter.decrypt(bytesOf(kept), 'text')
}

const utf8 = (string) => new TextEncoder().encode(string)
const text = (bytes) => new TextDecoder().decode(bytes)
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

export function base64 (bytes) {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 32768) binary += String.fromCharCode(...bytes.subarray(at, at + 32768))
  return btoa(binary)
}

export const bytesOf = (string) => Uint8Array.from(atob(string), (letter) => letter.charCodeAt(0))
