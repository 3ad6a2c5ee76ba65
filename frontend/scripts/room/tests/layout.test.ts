import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Box,
  CROWD,
  circle,
  columnsFor,
  frameOf,
  middleFirst,
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
  assert.equal(columnsFor(4, 310, 440), 6)
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

test('another word that has become the commonest goes to the middle, if it is so clearly', () => {
  const first = known(placed(boxes(200, 190, 80), new Map(), 2))
  const box = (key: string, wide: number): Box => ({ key, wide, high: wide / 4 })
  const [a, b, c] = [box('0', 200), box('1', 210), box('2', 80)]
  assert.deepEqual(middleFirst([b, a, c], first), [a, b, c])
  const then = placed(middleFirst([box('1', 400), a, c], first), first, 2)
  assert.deepEqual([then[0]?.key, then[0]?.x, then[0]?.y], ['1', 0, 0])
})

test('words that have become small leave no hole', () => {
  const large = boxes(...Array.from({ length: 12 }, () => 100))
  const first = known(placed(large, new Map(), 2))
  const now = boxes(100, ...Array.from({ length: 11 }, () => 30))
  const wide = (all: Placed[]) => frameOf(all, 2, 0).wide
  assert.ok(wide(placed(now, first, 2)) <= 1.15 * wide(placed(now, new Map(), 2)))
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

test('half as many look clearly smaller, and the rarest can be read', () => {
  assert.ok(sizeOf(50, 100) < 0.6)
  assert.equal(sizeOf(100, 100), 1)
  assert.equal(sizeOf(1, 1000), 0.24)
})

test('a circle is drawn around its middle', () => {
  assert.equal(circle(10, 10, 2), 'M8 10a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z')
})
