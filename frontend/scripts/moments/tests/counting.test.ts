import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counts, isIn, quarterOf } from '../desk/counting.ts'

test('a case is counted in the quarter of its day', () => {
  const quarter = quarterOf('2026-2')
  assert.deepEqual(quarter, { year: 2026, quarter: 2 })
  assert.ok(isIn('2026-04-01', quarter) && isIn('2026-06-30', quarter))
  for (const day of ['2026-03-31', '2026-07-01', '2025-05-05']) assert.ok(!isIn(day, quarter))
})

test('each case counts once for each thing that it has', () => {
  const record = { elements: ['bullying', 'bullying'], profession: 'nurse', anonymous: true }
  const other = { elements: [], profession: '', anonymous: false }
  const found = counts([record, { ...record, anonymous: false }, other])
  assert.deepEqual(found, { bullying: 2, nurse: 2, anonymous: 1 })
})
