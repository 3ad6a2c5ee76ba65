import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allOf, linesOf, numberOf, type Question, raisedIn, said } from '../state.ts'

const question: Question = {
  id: 7,
  kind: 'cards',
  text: 'How was it?',
  options: ['Green', 'Amber', 'Red'],
  how: 'Choose a card',
  open: true,
  shown: true,
  until: null,
  closes: true,
  n: 6,
  tally: [3, 2, 1],
}

test('every card and option has a line, chosen or not', () => {
  const lines = linesOf({ ...question, tally: [6, 0, 0] })
  assert.deepEqual(
    lines.map(({ text, n }) => [text, n]),
    [
      ['Green', 6],
      ['Amber', 0],
      ['Red', 0],
    ],
  )
})

test('of several choices a share is one of people, not of choices', () => {
  const several: Question = { ...question, kind: 'several', tally: [6, 5, 1] }
  assert.equal(allOf(several, linesOf(several)), 6)
  assert.equal(allOf(question, linesOf(question)), 6)
  assert.equal(allOf({ ...question, n: 9 }, linesOf(question)), 6)
})

test('of many feelings only those that somebody chose have one', () => {
  assert.deepEqual(linesOf({ ...question, kind: 'felt', tally: [0, 2, 0] }), [
    { text: 'Amber', n: 2, key: '1' },
  ])
})

test('a word is known by its key, so that another spelling stays in its place', () => {
  const tally: Question['tally'] = [
    ['Calm', 4, 'calm'],
    ['tired', 1],
  ]
  assert.deepEqual(linesOf({ ...question, kind: 'word', tally }), [
    { text: 'Calm', n: 4, key: 'calm' },
    { text: 'tired', n: 1, key: 'tired' },
  ])
})

test('a question from the floor may have no number: fewer than four stand behind it', () => {
  const floor: Question = { ...question, kind: 'floor', tally: [['id', 'When?', null]] }
  assert.deepEqual(linesOf(floor), [{ text: 'When?', n: null, key: 'id' }])
  assert.deepEqual(raisedIn(floor), [['id', 'When?', null]])
  assert.deepEqual(raisedIn(question), [])
})

test('what may not be seen has no line', () => {
  assert.deepEqual(linesOf({ ...question, tally: null }), [])
})

test('a page is known by its question and whether it is open', () => {
  assert.equal(numberOf({ question, ended: false }), '7-true')
  assert.equal(numberOf({ question: { ...question, open: false }, ended: false }), '7-false')
  assert.equal(numberOf({ question: null, ended: false }), '')
  assert.equal(numberOf({ question, ended: true }), 'ended')
})

test('a line says its count, or its share of all answers', () => {
  assert.equal(said(3, 8, false), '3')
  assert.equal(said(3, 8, true), '38 %')
  assert.equal(said(0, 0, true), '0')
  assert.equal(said(null, 8, true), '')
})
