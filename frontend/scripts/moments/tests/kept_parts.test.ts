import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agree, twoPlaces } from '../kept_parts.ts'

const draws = (parts: number, same = 0) =>
  Array.from({ length: 2000 }, () => twoPlaces(parts, same))

test('two different places are asked for, in their order', () => {
  for (const [first, second] of draws(8)) assert.ok(first >= 0 && first < second && second < 8)
})

test('each place is as likely as any other', () => {
  const n = new Array(8).fill(0)
  for (const place of draws(8).flat()) n[place] += 1
  for (const count of n) assert.ok(count > 350 && count < 650, `${n}`) // 500, 8 standard deviations
})

test('what is always the same is not asked for', () => {
  assert.ok(
    draws(5, 1)
      .flat()
      .every((place) => place > 0),
  )
})

test('of one part nobody can be asked for two', () => {
  assert.throws(() => twoPlaces(1))
})

test('what was typed agrees whatever its case and spaces; another word does not', () => {
  assert.ok(agree(' River ', 'river'))
  assert.ok(!agree('rivers', 'river'))
  assert.ok(!agree('', 'river'))
})
