import assert from 'node:assert/strict'
import { test } from 'node:test'
import { behind, digits, saidAt } from '../clock.ts'

test('what is left is shown in minutes and seconds', () => {
  assert.deepEqual([300, 65, 60, 9, 0].map(digits), ['5:00', '1:05', '1:00', '0:09', '0:00'])
})

test('what is left is said four times at most in all the time', () => {
  const parts = Array.from({ length: 301 }, (_, i) => saidAt(300 - i).part)
  assert.equal(new Set(parts).size, 4)
  assert.deepEqual(
    parts,
    [...parts].sort((a, b) => b - a),
  )
})

test('it is said in minutes, then in seconds, then that the time is up', () => {
  const said = [300, 61, 60, 10, 0].map(saidAt).map(({ name, n }) => [name, n])
  assert.deepEqual(said, [
    ['minutes', 5],
    ['minutes', 2],
    ['seconds', 60],
    ['seconds', 10],
    ['up', 0],
  ])
})

test('a clock that goes wrong is put right by the middle of the way there and back', () => {
  assert.equal(behind(5000, 1000, 1200), 3900)
  assert.equal(behind(1100, 1000, 1200), 0)
})
