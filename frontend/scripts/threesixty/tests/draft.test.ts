import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { newBrowser } from '../../shared/tests/browser.ts'
import { keep, kept, pageIn } from '../draft.ts'

const KEY = 'everyseat-draft-x'

beforeEach(() => newBrowser())

test('what is written in a form is there after a reload', () => {
  keep(KEY, [
    ['b-1', '4'],
    ['w-1', 'Thank you – ”listens”'],
  ])
  assert.deepEqual(kept(KEY), { 'b-1': '4', 'w-1': 'Thank you – ”listens”' })
})

test('neither the card nor the session’s secret is kept with the answers', () => {
  keep(KEY, [
    ['csrfmiddlewaretoken', 'secret'],
    ['card', 'AAAA-BBBB'],
    ['b-1', ''],
  ])
  assert.deepEqual(kept(KEY), { 'b-1': '' })
})

test('nothing that was kept, and what can’t be read, is no draft', () => {
  assert.equal(kept(KEY), null)
  localStorage.setItem(KEY, '{broken')
  assert.equal(kept(KEY), null)
})

test('an address shows its page, and the first where there is no such page', () => {
  assert.equal(pageIn('#page-3', 5), 3)
  assert.equal(pageIn('#page-5', 5), 5)
  for (const hash of ['', '#page-0', '#page-6', '#page--1', '#card=x', '#page-x']) {
    assert.equal(pageIn(hash, 5), 1)
  }
})
