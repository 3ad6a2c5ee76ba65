import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { newBrowser } from '../../shared/tests/browser.ts'
import { send, unsent, write } from '../unsent.ts'

const PAGE = '/conversation/abcdefgh/card/write/'
const TEXT = 'A garden\n on the roof '
const shown = (more = {}) => ({ isThanked: false, isReturned: false, taken: [], ...more })

beforeEach(() => newBrowser())

test('what was never sent is put back as such', () => {
  assert.equal(unsent(PAGE, shown()), null)
  write(PAGE, TEXT)
  assert.deepEqual(unsent(PAGE, shown()), { text: TEXT, isUnsure: false })
  assert.equal(unsent('/another/', shown()), null)
})

test('of what was being sent when its page was left nobody knows', () => {
  write(PAGE, TEXT)
  send(PAGE, TEXT)
  assert.deepEqual(unsent(PAGE, shown()), { text: TEXT, isUnsure: true })
  assert.deepEqual(unsent(PAGE, shown()), { text: TEXT, isUnsure: true })
  write(PAGE, 'Something else')
  assert.deepEqual(unsent(PAGE, shown()), { text: 'Something else', isUnsure: false })
})

test('what the page lists is not put back, however its spaces stand', () => {
  write(PAGE, TEXT)
  send(PAGE, TEXT)
  assert.equal(unsent(PAGE, shown({ taken: ['A garden on the roof'] })), null)
  assert.equal(unsent(PAGE, shown()), null)
})

test('what the server gave back has not arrived', () => {
  write(PAGE, TEXT)
  send(PAGE, TEXT)
  assert.deepEqual(unsent(PAGE, shown({ isReturned: true })), { text: TEXT, isUnsure: false })
  assert.deepEqual(unsent(PAGE, shown()), { text: TEXT, isUnsure: false })
})

test('thanks are for what was sent, and not for what is written after it', () => {
  write(PAGE, TEXT)
  send(PAGE, TEXT)
  assert.equal(unsent(PAGE, shown({ isThanked: true })), null)
  write(PAGE, 'And a pond')
  assert.equal(unsent(PAGE, shown({ isThanked: true }))?.text, 'And a pond')
})
