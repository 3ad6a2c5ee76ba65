import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { newBrowser } from '../../shared/tests/browser.ts'
import { forget, keep, noteSending, unsent } from '../unsent.ts'

const PAGE = '/service/abcdefgh/say/'
const WORDS = { 'token#0': 'a', 'good#0': 'The nurse', 'rating=1': true }

beforeEach(() => newBrowser())

test('what was never sent is put back, on its own page alone, with the number of its form', () => {
  keep(PAGE, WORDS)
  assert.deepEqual(unsent(PAGE), { values: WORDS, isUnsure: false })
  assert.equal(unsent('/another/'), null)
})

test('of what was being sent when its page was left nobody knows', () => {
  keep(PAGE, WORDS)
  noteSending(PAGE)
  assert.equal(unsent(PAGE)?.isUnsure, true)
  keep(PAGE, { ...WORDS, 'good#0': 'The nurse.' })
  assert.equal(unsent(PAGE)?.isUnsure, false)
})

test('nothing is kept of a form in which nothing stands', () => {
  keep(PAGE, WORDS)
  keep(PAGE, { 'token#0': 'a', 'good#0': '', 'rating=1': false })
  assert.equal(unsent(PAGE), null)
  noteSending(PAGE)
  assert.equal(unsent(PAGE), null)
})

test('nothing is left once it has arrived', () => {
  keep(PAGE, WORDS)
  noteSending(PAGE)
  forget(PAGE)
  assert.equal(unsent(PAGE), null)
  assert.equal(sessionStorage.length, 0)
})
