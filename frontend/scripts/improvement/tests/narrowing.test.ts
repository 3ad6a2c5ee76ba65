import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fits } from '../narrowing.ts'

test('a theme is found by the beginnings of its words, in any order', () => {
  assert.ok(fits('Staff manner & personal attributes', 'pers sta'))
  assert.ok(fits('Cleanliness, tidiness & infection control', 'infection'))
  assert.ok(!fits('Parking', 'arking'))
})

test('nothing typed narrows nothing, and accents count for nothing', () => {
  assert.ok(fits('Parking', '  '))
  assert.ok(fits('Gŵr a gwraig', 'gwr'))
})
