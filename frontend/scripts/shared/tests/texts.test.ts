import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base64, bytesOf, hex } from '../bytes.ts'
import { newId } from '../ids.ts'
import { filled } from '../texts.ts'

test('places in a text are filled, as often as they stand there', () => {
  assert.equal(filled('{n} of {n}, {name}', { n: 4, name: 'Gwen' }), '4 of 4, Gwen')
})

test('a value is text, whatever signs it holds', () => {
  assert.equal(filled('Ask {name}.', { name: '$& {n}' }), 'Ask $& {n}.')
})

test('a place that nobody fills stays', () => {
  assert.equal(filled('{n} answers', {}), '{n} answers')
})

test('an identifier is as a server takes it, and its own', () => {
  const ids = new Set(Array.from({ length: 100 }, newId))
  assert.equal(ids.size, 100)
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
})

test('bytes come back from text, however many', () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256)
  assert.deepEqual(bytesOf(base64(bytes)), bytes)
  assert.equal(hex(Uint8Array.of(0, 10, 255)), '000aff')
})
