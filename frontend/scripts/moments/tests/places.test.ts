import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashOf, placeOf } from '../desk/places.ts'

const CASE = '6f1c7b52-54c4-4a0c-9d5c-0e3f6f0d7d1a'

test('a case has an address of its own, and leads back to itself', () => {
  assert.deepEqual(placeOf(hashOf(CASE)), { view: 'case', case: CASE })
})

test('what names no place is the list of cases', () => {
  for (const hash of ['', '#', '#nonsense', '#case', '#case-1', `#case-${CASE}/`, '#cases']) {
    assert.deepEqual(placeOf(hash), { view: 'cases' }, hash)
  }
  assert.deepEqual(placeOf('#keys'), { view: 'keys' })
  assert.deepEqual(placeOf('#away'), { view: 'away' })
})
