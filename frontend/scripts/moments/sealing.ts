// Sealing in the browser: what a reporter writes is encrypted here, to the guardians whom they chose,
// before any of it is sent. age (X25519, ChaCha20-Poly1305); a receipt of words stretched by Argon2id.
//
// A case has a key pair of its own. Its private part is wrapped twice: to each guardian, and under the
// receipt. Everything else of the case is sealed to it, so that a guardian who comes later needs one
// small thing from one who is there. safety/sealing.py says the same in Python.

import { chacha20poly1305 } from '@noble/ciphers/chacha.js'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { randomBytes } from 'hashes/utils.js'
import { base64, bytesOf, text, utf8 } from '../shared/bytes.ts'
import type { Stretched } from './stretching.ts'

const NONCE = 12
const LISTED = 512
const MESSAGE = 4096
const FILE_STEP = 65536
const SPACE = 32

export interface GuardianKey {
  id: string
  recipient: string
}

// A case as it is sent, without what only its makers may know.
export interface NewCase {
  locator: string
  recipient: string
  for_receipt: string
  keys: Record<string, string>
}

export async function newCase(
  { key, locator }: Stretched,
  guardianKeys: GuardianKey[],
  listed: { title: string; kind: string; anonymous: boolean },
): Promise<NewCase> {
  const identity = await generateX25519Identity()
  const nonce = randomBytes(NONCE)
  const wrapped = chacha20poly1305(key, nonce).encrypt(utf8(identity))
  const keys: Record<string, string> = {}
  for (const guardian of guardianKeys) {
    keys[guardian.id] = await wrap({ identity, ...listed }, guardian.recipient)
  }
  const recipient = await identityToRecipient(identity)
  return { locator, recipient, for_receipt: base64(joined(nonce, wrapped)), keys }
}

const joined = (first: Uint8Array, second: Uint8Array) => new Uint8Array([...first, ...second])

// A case's identity, wrapped to a guardian, with the line that stands in their list.
export const wrap = (content: object, recipient: string) => seal(content, [recipient], LISTED)

export function openWithReceipt(key: Uint8Array, forReceipt: string): string {
  const bytes = bytesOf(forReceipt)
  return text(chacha20poly1305(key, bytes.slice(0, NONCE)).decrypt(bytes.slice(NONCE)))
}

// Something said, padded so that its length tells little.
export async function seal(content: object, recipients: string[], step = MESSAGE) {
  const bytes = utf8(JSON.stringify(content))
  return base64(await sealBytes(padded(bytes, step, SPACE), recipients))
}

export async function open(sealed: string, identity: string): Promise<unknown> {
  return JSON.parse(text(await openBytes(bytesOf(sealed), identity)))
}

export const sealFile = (bytes: Uint8Array, recipient: string) =>
  sealBytes(padded(bytes, FILE_STEP, 0), [recipient])

export async function openFile(sealed: ArrayBufferLike, identity: string, size: number) {
  return (await openBytes(new Uint8Array(sealed), identity)).slice(0, size)
}

function padded(bytes: Uint8Array, step: number, filler: number) {
  const longer = new Uint8Array(Math.ceil(bytes.length / step) * step).fill(filler)
  longer.set(bytes)
  return longer
}

function sealBytes(bytes: Uint8Array, recipients: string[]) {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  return encrypter.encrypt(bytes)
}

function openBytes(sealed: Uint8Array, identity: string) {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  return decrypter.decrypt(sealed)
}

export interface MadeKey {
  identity: string
  recipient: string
  kept: string
}

// A guardian's key: made here, and kept by the server under a passphrase that it never sees.
export async function newGuardianKey(passphrase: string): Promise<MadeKey> {
  const identity = await generateX25519Identity()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  const kept = base64(await encrypter.encrypt(identity))
  return { identity, recipient: await identityToRecipient(identity), kept }
}

// A text that a passphrase opens, with any program for age.
export function sealUnderPassphrase(text: string, passphrase: string) {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  return encrypter.encrypt(text)
}

// A key in escrow is kept on paper alone.
export async function newPaperKey() {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

export function unlock(kept: string, passphrase: string): Promise<string> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  return decrypter.decrypt(bytesOf(kept), 'text')
}
