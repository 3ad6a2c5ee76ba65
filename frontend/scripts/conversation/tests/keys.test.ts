import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerOf } from '../keys.ts'

const plain = { repeat: false, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

test('each of the three keys is an answer, in either case', () => {
  const answers = ['a', 'D', 'p'].map((key) => answerOf({ ...plain, key }))
  assert.deepEqual(answers, ['agree', 'disagree', 'pass'])
})

test('another key is none', () => {
  assert.equal(answerOf({ ...plain, key: 'x' }), undefined)
  assert.equal(answerOf({ ...plain, key: 'Enter' }), undefined)
})

test('a key that is held or has a companion is none', () => {
  const more = ['repeat', 'ctrlKey', 'metaKey', 'altKey', 'shiftKey']
  for (const name of more) assert.equal(answerOf({ ...plain, [name]: true, key: 'a' }), undefined)
})
