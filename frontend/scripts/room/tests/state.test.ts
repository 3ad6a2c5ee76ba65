import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lengthOf, linesOf, numberOf, type Question, raisedIn, saidOf } from '../state.ts'

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

const saysOf = (question: Question, percent: boolean) => {
  const lines = linesOf(question)
  return lines.map(saidOf(question, lines, percent))
}

test('a share is one of all answers; of several choices one of people', () => {
  assert.deepEqual(saysOf(question, false), ['3', '2', '1'])
  assert.deepEqual(saysOf(question, true), ['50 %', '33 %', '17 %'])
  assert.deepEqual(saysOf({ ...question, tally: [0, 0, 0] }, true), ['0', '0', '0'])
  const several: Question = { ...question, kind: 'several', n: 6, tally: [6, 3, 1] }
  assert.deepEqual(saysOf(several, true), ['100 %', '50 %', '17 %'])
})

test('votes have no shares, and fewer than four are not said', () => {
  const tally: Question['tally'] = [
    ['a', 'Why?', 3],
    ['b', 'When?', null],
  ]
  assert.deepEqual(saysOf({ ...question, kind: 'floor', tally }, true), ['3', ''])
})

test('a ranking stands in order, the lowest average place first with the longest bar', () => {
  const ranking: Question = { ...question, kind: 'ranking', tally: [2.5, 1, 2.25] }
  const lines = linesOf(ranking)
  assert.deepEqual(
    lines.map(({ text }) => text),
    ['Amber', 'Red', 'Green'],
  )
  assert.deepEqual(lines.map(lengthOf), [3, 1.75, 1.5])
  assert.deepEqual(saysOf(ranking, true), ['1.0', '2.3', '2.5'])
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

test('of a set it is said how many answered each question, and nothing of a few', () => {
  const set: Question = { ...question, kind: 'set', options: ['A?', 'B?'], tally: [7, null] }
  assert.deepEqual(
    linesOf(set).map(({ n }) => n),
    [7, null],
  )
  assert.deepEqual(saysOf(set, true), ['7', ''])
  assert.deepEqual(linesOf({ ...set, tally: null }), [])
})
