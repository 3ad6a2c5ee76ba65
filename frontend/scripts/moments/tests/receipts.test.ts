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

test('every wrong word is named with its place, and with the word of the list it looks like', () => {
  const typed = 'gardan windwo rivver copper lemons basket wintre orange'
  const meant = (readReceipt(typed).wrong ?? []).map(({ n, near }) => [n, near])
  assert.deepEqual(meant, [
    [1, ['garden']],
    [2, ['window']],
    [3, ['river']],
    [5, ['lemon']],
    [7, ['winter']],
  ])
})

test('a word that looks like none of the list is given no other', () => {
  assert.deepEqual(readReceipt('qqqqqqqq').wrong, [{ n: 1, word: 'qqqqqqqq', near: [] }])
})

test('a word that is none is named; too few or too many are counted', () => {
  const words = newReceipt().split(' ')
  const wrong = [{ n: 8, word: 'xyzzy', near: [] }]
  assert.deepEqual(readReceipt(`${words.slice(1).join(' ')} xyzzy`), { wrong })
  assert.deepEqual(readReceipt(words.slice(1).join(' ')), { n: 7 })
  assert.deepEqual(readReceipt([...words, ...words].join(' ')), { n: 16 })
  assert.deepEqual(readReceipt('  '), { n: 0 })
})
