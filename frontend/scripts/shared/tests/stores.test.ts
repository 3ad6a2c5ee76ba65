import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { inBrowser, inTab } from '../stores.ts'
import { newBrowser } from './browser.ts'

function without(name: string, get: () => unknown) {
  Object.defineProperty(globalThis, name, { get, configurable: true })
}

const blocked = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError')
}
const missing = () => undefined
const full = () => ({
  getItem: () => null,
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError')
  },
  removeItem: () => {},
})

beforeEach(() => newBrowser())

test('what is kept is in the browser’s own store, and says so', () => {
  assert.equal(inBrowser.set('a', '1'), true)
  assert.equal(localStorage.getItem('a'), '1')
  assert.equal(inBrowser.get('a'), '1')
  inBrowser.remove('a')
  assert.equal(inBrowser.get('a'), null)
})

for (const [how, get] of Object.entries({ blocked, missing, full })) {
  test(`a store that is ${how} keeps for as long as the page, and says that it does not outlast it`, () => {
    without('sessionStorage', get)
    assert.equal(inTab.get('b'), null)
    assert.equal(inTab.set('b', '2'), false)
    assert.equal(inTab.get('b'), '2')
    inTab.remove('b')
    assert.equal(inTab.get('b'), null)
  })
}
