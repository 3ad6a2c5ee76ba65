import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { MOST_BYTES, modules, SIDE } from '../qr.ts'

const drawn = (text: string) =>
  modules(text)
    ?.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''))
    .join('\n') ?? ''
const digest = (text: string) => createHash('sha256').update(drawn(text)).digest('hex')

const LINK =
  'https://city.example/join/abcdefgh/#card=ABCDE-FGHIJ-KLMNO-PQRST-UVWXY-Z2345-67ABC-DEFGH-IJKLM' +
  '&key=0123456789abcdef'

test('a code is the one that segno makes: version 9, level L, bytes, mask 0', () => {
  const link = '4a490d055bcfde6b37279f2d7f73f26922022952384cc63dac99aa77412f2edb'
  const accents = '43f14f86f95c99c08cea391623b157d9aafdcd0c7f8b23c5babc6fea715a62c3'
  assert.equal(digest(LINK.padEnd(MOST_BYTES, 'x')), link) // whole: what fills up the rest is free
  assert.equal(digest('é'.repeat(MOST_BYTES / 2)), accents)
})

test('a text that is too long has none', () => {
  assert.equal(modules('x'.repeat(MOST_BYTES + 1)), null)
  assert.equal(modules('x'.repeat(MOST_BYTES))?.length, SIDE)
})
