import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wrongWith } from '../desk/passphrase.ts'
import { type Person, personMeant } from '../desk/people.ts'

const LONG = 'correct horse battery'

test('a passphrase that is long and typed twice is taken', () => {
  assert.equal(wrongWith(LONG, LONG, 16), '')
})

test('a short passphrase is refused, and a page can’t let a shorter one in', () => {
  for (const shortest of [16, 1, 0, Number.NaN]) {
    assert.equal(wrongWith('fifteen letters', 'fifteen letters', shortest), 'short')
  }
  assert.equal(wrongWith(LONG, LONG, 30), 'short')
})

test('two that differ are refused', () => {
  assert.equal(wrongWith(LONG, `${LONG} `, 16), 'different')
})

const people: Person[] = [
  ['1', 'Lee Park', 'Ward 4'],
  ['2', 'Ann Lee', 'Board'],
  ['3', 'Ann Lee', 'Ward 4'],
]

test('somebody is found by their name, or their name and team', () => {
  assert.equal(personMeant(people, ' lee park ')?.[0], '1')
  assert.equal(personMeant(people, 'Ann Lee, Ward 4')?.[0], '3')
})

test('nobody is meant by a name that nobody has, or that two have', () => {
  for (const typed of ['Ann Lee', 'Lee', '', 'Ann Lee, Ward 5']) {
    assert.equal(personMeant(people, typed), null)
  }
})
