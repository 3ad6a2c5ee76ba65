import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { newBrowser } from '../../shared/tests/browser.ts'
import * as tab from '../tab.ts'

const SECRET = { receipt: 'garden window river' }

beforeEach(() => newBrowser())

test('what is kept is there after a reload of the tab', () => {
  assert.ok(tab.keep('receipt', SECRET))
  assert.deepEqual(tab.kept('receipt'), SECRET)
})

test('what a disk holds of it opens nothing', () => {
  tab.keep('receipt', SECRET)
  const stored = Object.values(sessionStorage).join(' ')
  assert.ok(!stored.includes('garden') && !stored.includes(window.name))
})

test('a tab that was duplicated or restored has the storage and not the key: it is deleted', () => {
  tab.keep('receipt', SECRET)
  window.name = ''
  assert.equal(tab.kept('receipt'), null)
  assert.equal(sessionStorage.length, 0)
})

test('the key goes with the last thing that is forgotten', () => {
  tab.keep('receipt', SECRET)
  tab.keep('escrow', SECRET)
  tab.forget('receipt')
  assert.deepEqual(tab.kept('escrow'), SECRET)
  tab.forget('escrow')
  assert.equal(window.name, '')
})

test('a browser that keeps nothing for a page says so', () => {
  Object.defineProperty(globalThis, 'sessionStorage', {
    configurable: true,
    get: () => {
      throw new DOMException('denied', 'SecurityError')
    },
  })
  assert.equal(tab.keep('receipt', SECRET), false)
  assert.equal(tab.kept('receipt'), null)
})
