import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newReceipt, readReceipt } from '../receipts.ts'

test('a receipt has eight words of the list, and is never the same', () => {
  const made = new Set(Array.from({ length: 50 }, newReceipt))
  assert.equal(made.size, 50)
  for (const receipt of made) assert.deepEqual(readReceipt(receipt), { receipt })
})

test('however it was typed, it is the same receipt', () => {
  const [receipt] = [newReceipt()]
  const typed = receipt.split(' ').map((word, n) => `${n + 1}. ${word.toUpperCase()},`)
  assert.deepEqual(readReceipt(typed.join('\n')), { receipt })
})

test('a word that is none is named; too few or too many are counted', () => {
  const words = newReceipt().split(' ')
  assert.deepEqual(readReceipt(`${words.slice(1).join(' ')} xyzzy`), { wrong: 'xyzzy' })
  assert.deepEqual(readReceipt(words.slice(1).join(' ')), { n: 7 })
  assert.deepEqual(readReceipt([...words, ...words].join(' ')), { n: 16 })
  assert.deepEqual(readReceipt('  '), { n: 0 })
})
