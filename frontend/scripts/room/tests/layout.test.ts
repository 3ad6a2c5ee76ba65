import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  broken,
  COLUMNS,
  CROWD,
  circle,
  columnsFor,
  freeSlot,
  type Slot,
  shapeOf,
} from '../layout.ts'

const lines = (...n: number[]) => n.map((n, i) => ({ text: `${i}`, n, key: `${i}` }))

test('a hall shows each card up to a crowd, then proportions', () => {
  assert.equal(shapeOf({ kind: 'cards' }, lines(CROWD - 1, 1, 0)), 'hall')
  assert.equal(shapeOf({ kind: 'cards' }, lines(CROWD, 1, 0)), 'bars')
  assert.equal(shapeOf({ kind: 'scale' }, lines(1)), 'bars')
  assert.equal(shapeOf({ kind: 'felt' }, lines(1)), 'cloud')
  assert.equal(shapeOf({ kind: 'floor' }, lines(1)), 'list')
})

test('every card of the largest block has its place', () => {
  for (const most of [1, 200, 201, 1000, 3000]) {
    const columns = columnsFor(most, 310, 440)
    assert.ok(columns * Math.floor(440 / (310 / columns)) >= most)
  }
  assert.equal(columnsFor(4, 310, 440), 12)
})

test('a text is broken between words, and a word that is too long has its own line', () => {
  assert.deepEqual(broken('one two three', 7), ['one two', 'three'])
  assert.deepEqual(broken('incomprehensibilities a', 7), ['incomprehensibilities', 'a'])
  assert.deepEqual(broken('', 7), [''])
})

test('words stand in cells of their own, the first that are free', () => {
  const slots: Slot[] = []
  for (const span of [3, 6, 2, 8, 1]) slots.push(freeSlot(slots, span))
  assert.deepEqual(slots, [
    { row: 0, column: 0, span: 3 },
    { row: 1, column: 0, span: 6 },
    { row: 0, column: 3, span: 2 },
    { row: 2, column: 0, span: 8 },
    { row: 0, column: 5, span: 1 },
  ])
})

test('a word that is wider than the picture has a row', () => {
  assert.deepEqual(freeSlot([], 20), { row: 0, column: 0, span: COLUMNS })
})

test('a circle is drawn around its middle', () => {
  assert.equal(circle(10, 10, 2), 'M8 10a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z')
})
