import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Box,
  broken,
  CROWD,
  circle,
  columnsFor,
  frameOf,
  type Placed,
  placed,
  shapeOf,
  sizeOf,
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

const boxes = (...wide: number[]): Box[] =>
  wide.map((wide, i) => ({ key: `${i}`, wide, high: wide / 4 }))
const known = (all: Placed[]) => new Map(all.map((one) => [one.key, one]))

test('words never lie over each other, however many', () => {
  const all = placed(
    boxes(...Array.from({ length: 60 }, (_, i) => 200 / (1 + i / 6))),
    new Map(),
    2,
  )
  for (const [i, a] of all.entries()) {
    for (const b of all.slice(i + 1)) {
      const beside = Math.abs(a.x - b.x) >= (a.wide + b.wide) / 2 - 1e-9
      const under = Math.abs(a.y - b.y) >= (a.high + b.high) / 2 - 1e-9
      assert.ok(beside || under)
    }
  }
})

test('the commonest word stands in the middle, and a word stays where it is', () => {
  const first = placed(boxes(200, 100, 80), new Map(), 2)
  assert.deepEqual([first[0]?.x, first[0]?.y], [0, 0])
  const then = placed([...boxes(200, 100, 80), { key: 'new', wide: 40, high: 10 }], known(first), 2)
  assert.deepEqual(then.slice(0, 3), first)
})

test('a word that grew pushes only those that it reaches', () => {
  const first = placed(boxes(200, 60, 60, 60, 60), new Map(), 2)
  const then = placed(boxes(208, 60, 60, 60, 60), known(first), 2)
  const moved = then.filter(({ x, y }, i) => x !== first[i]?.x || y !== first[i]?.y)
  assert.ok(moved.length < 4)
})

test('a cloud fills its frame, and a single word does not fill a wall', () => {
  const all = placed(boxes(...Array.from({ length: 30 }, () => 100)), new Map(), 2)
  const { wide, high } = frameOf(all, 2, 0)
  const area = all.reduce((sum, one) => sum + one.wide * one.high, 0)
  assert.equal(wide / high, 2)
  assert.ok(area / (wide * high) > 0.5)
  assert.equal(frameOf(placed(boxes(10), new Map(), 2), 2, 400).wide, 400)
})

test("a word's area follows how many wrote it, and the rarest can be read", () => {
  assert.equal(sizeOf(25, 100), 0.5)
  assert.equal(sizeOf(1, 1000), 0.2)
})

test('a circle is drawn around its middle', () => {
  assert.equal(circle(10, 10, 2), 'M8 10a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z')
})
