import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysBetween } from '../days.ts'

test('days are whole, also where the clocks change', () => {
  assert.equal(daysBetween('2026-10-24', '2026-10-26'), 2)
  assert.equal(daysBetween('2026-11-02', '2026-11-01'), -1)
  assert.equal(daysBetween('2026-11-01', '2026-11-01'), 0)
})
