import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { bytesOf, hex, utf8 } from '../../shared/bytes.ts'
import * as sealing from '../sealing.ts'
import { LEAST, type Stretched, stretch, TooCheap } from '../stretching.ts'

const MADE = new URL('../../../../src/everyseat/safety/tests/sealed_case.json', import.meta.url)
const python = JSON.parse(readFileSync(MADE, 'utf8'))
const key = Uint8Array.from(Buffer.from(python.key, 'hex'))
const stretched: Stretched = { key, locator: python.locator }
const gwen = { id: 'gwen', recipient: python.guardian.recipient }

const newPair = sealing.newPaperKey

test('a receipt is stretched as Python does, at full cost', async () => {
  const found = await stretch(python.receipt, LEAST)
  assert.equal(hex(found.key), python.key)
  assert.equal(found.locator, python.locator)
})

test('a page that asks for less than the least is refused, whichever part it made cheap', async () => {
  for (const cheap of [{ iterations: 1 }, { memory: 19455 }, { lanes: 0 }]) {
    await assert.rejects(stretch(python.receipt, { ...LEAST, ...cheap }), TooCheap)
  }
  const nothing = {} as typeof LEAST // a page that says no cost at all
  await assert.rejects(stretch(python.receipt, nothing), TooCheap)
  await assert.rejects(stretch(python.receipt, { ...LEAST, memory: Number.NaN }), TooCheap)
})

test('a case that Python sealed opens by its receipt and by its guardian', async () => {
  const { identity, for_receipt, wrapped, title } = python.case
  assert.equal(sealing.openWithReceipt(key, for_receipt), identity)
  assert.deepEqual(await sealing.open(wrapped, python.guardian.identity), { identity, title })
  assert.deepEqual(await sealing.open(python.sealed, identity), python.content)
})

const listed = { title: 'Tuesday', kind: 'concern', anonymous: true }

test('a new case opens by its receipt and by each guardian who was chosen', async () => {
  const tunde = await newPair()
  const keys = [gwen, { id: 'tunde', recipient: tunde.recipient }]
  const made = await sealing.newCase(stretched, keys, listed)
  const identity = sealing.openWithReceipt(key, made.for_receipt)
  for (const [id, own] of Object.entries({ gwen: python.guardian, tunde })) {
    const opened = await sealing.open(made.keys[id] ?? '', own.identity)
    assert.deepEqual(opened, { identity, ...listed })
  }
  const sealed = await sealing.seal({ what: 'é' }, [made.recipient])
  assert.deepEqual(await sealing.open(sealed, identity), { what: 'é' })
})

test('nothing that only its makers may know is sent with a case', async () => {
  const made = await sealing.newCase(stretched, [gwen], listed)
  assert.deepEqual(Object.keys(made).sort(), ['for_receipt', 'keys', 'locator', 'recipient'])
  assert.ok(!JSON.stringify(made).includes('AGE-SECRET-KEY'))
})

test('neither another receipt nor another guardian opens it', async () => {
  const other = await newPair()
  assert.throws(() => sealing.openWithReceipt(new Uint8Array(32), python.case.for_receipt))
  await assert.rejects(sealing.open(python.case.wrapped, other.identity))
  await assert.rejects(sealing.open(python.sealed, python.guardian.identity))
})

test('what was changed on its way does not open', async () => {
  const bytes = bytesOf(python.sealed)
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  const changed = Buffer.from(bytes).toString('base64')
  await assert.rejects(sealing.open(changed, python.case.identity))
})

test('the length of what is sealed tells little', async () => {
  const sizes = await Promise.all(
    [1, 900, 4000].map(async (n) => {
      const sealed = await sealing.seal({ what: 'x'.repeat(n) }, [python.case.recipient])
      return bytesOf(sealed).length
    }),
  )
  assert.ok(Math.max(...sizes) - Math.min(...sizes) < 500)
})

test('a file comes back as it was, and only its size in steps is seen', async () => {
  const bytes = utf8('a PDF, say')
  const sealed = await sealing.sealFile(bytes, python.case.recipient)
  assert.ok(sealed.length > 65536)
  const { identity } = python.case
  assert.deepEqual(await sealing.openFile(sealed.buffer, identity, bytes.length), bytes)
})

test('a guardian’s key opens by its passphrase alone', async () => {
  const { kept, passphrase, identity } = python.guardian
  assert.equal(await sealing.unlock(kept, passphrase), identity)
  await assert.rejects(sealing.unlock(kept, 'another passphrase'))
})

test('a new guardian’s key is kept under its passphrase', async () => {
  const made = await sealing.newGuardianKey('correct horse battery staple')
  assert.equal(await sealing.unlock(made.kept, 'correct horse battery staple'), made.identity)
  const sealed = await sealing.seal({ n: 1 }, [made.recipient])
  assert.deepEqual(await sealing.open(sealed, made.identity), { n: 1 })
})
