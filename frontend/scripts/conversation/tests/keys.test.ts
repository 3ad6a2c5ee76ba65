import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerOf } from '../keys.ts'

const plain = { repeat: false, ctrlKey: false, metaKey: false, altKey: false }

test('each of the three keys is an answer, in either case', () => {
  const answers = ['a', 'D', 'p'].map((key) => answerOf({ ...plain, key }))
  assert.deepEqual(answers, ['agree', 'disagree', 'pass'])
})

test('another key is none', () => {
  assert.equal(answerOf({ ...plain, key: 'x' }), undefined)
  assert.equal(answerOf({ ...plain, key: 'Enter' }), undefined)
})

test('a key that is held, has a companion, or writes into a field is none', () => {
  for (const more of [{ repeat: true }, { ctrlKey: true }, { metaKey: true }, { altKey: true }]) {
    assert.equal(answerOf({ ...plain, ...more, key: 'a' }), undefined)
  }
  assert.equal(answerOf({ ...plain, key: 'a', field: 'text' }), undefined)
  assert.equal(answerOf({ ...plain, key: 'a', field: 'checkbox' }), 'agree')
})
