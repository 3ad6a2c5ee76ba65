import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wrongWith } from '../desk/passphrase.ts'

const LONG = 'correct horse battery'

test('a passphrase that is long and typed twice is taken', () => {
  assert.equal(wrongWith(LONG, LONG, 16), '')
})

test('a short passphrase is refused, and a page can’t let a shorter one in', () => {
  for (const shortest of [16, 1, 0, Number.NaN]) {
    assert.equal(wrongWith('fifteen letters', 'fifteen letters', shortest), 'short')
  }
  assert.equal(wrongWith(LONG, LONG, 30), 'short')
})

test('two that differ are refused', () => {
  assert.equal(wrongWith(LONG, `${LONG} `, 16), 'different')
})
