import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { newBrowser } from '../../shared/tests/browser.ts'
import { asText, isGiven, isOverrun, keep, kept, pageIn } from '../draft.ts'

const KEY = 'everyseat-draft-x'

beforeEach(() => newBrowser())

test('what is written in a form is there after a reload', () => {
  const written: [string, string][] = [
    ['b-1', '4'],
    ['w-1', 'Thank you – ”listens”'],
  ]
  keep(KEY, written, 'what was sent')
  assert.deepEqual(kept(KEY), { answers: Object.fromEntries(written), after: 'what was sent' })
})

test('neither the card nor the session’s secret is kept with the answers', () => {
  const sent: [string, string][] = [
    ['csrfmiddlewaretoken', 'secret'],
    ['page', 'a token that becomes too old'],
    ['card', 'AAAA-BBBB'],
    ['b-1', ''],
  ]
  keep(KEY, sent, '')
  assert.deepEqual(kept(KEY)?.answers, { 'b-1': '' })
})

test('nothing that was kept, and what can’t be read, is no draft', () => {
  assert.equal(kept(KEY), null)
  localStorage.setItem(KEY, '{broken')
  assert.equal(kept(KEY), null)
})

test('“not seen” is an answer, and a choice of who reads no words is none', () => {
  assert.equal(isGiven({ 'b-1': '' }), true)
  assert.equal(isGiven({ 'w-1': 'Thanks' }), true)
  assert.equal(isGiven({ 'w-1': '', words_to: 'coach' }), false)
})

test('an address shows its page, and the first where there is no such page', () => {
  assert.equal(pageIn('#page-3', 5), 3)
  assert.equal(pageIn('#page-5', 5), 5)
  for (const hash of ['', '#page-0', '#page-6', '#page--1', '#card=x', '#page-x']) {
    assert.equal(pageIn(hash, 5), 1)
  }
})

test('a draft of before, which knew nothing of what was sent, is not lost', () => {
  localStorage.setItem(KEY, '{"b-1":"3"}')
  assert.deepEqual(kept(KEY), { answers: { 'b-1': '3' }, after: '' })
})

test('a draft is overrun by what was sent after it was begun, and by nothing else', () => {
  const sent = { 'b-1': '4', words_to: 'coach' }
  const draft = { answers: { 'b-1': '2' }, after: asText(sent) }
  assert.equal(isOverrun(draft, { words_to: 'coach', 'b-1': '4' }), false)
  assert.equal(isOverrun(draft, { ...sent, 'b-1': '5' }), true)
  assert.equal(isOverrun({ ...draft, after: '' }, sent), true)
  assert.equal(isOverrun({ ...draft, after: '' }, { 'b-1': '' }), true)
  assert.equal(isOverrun({ ...draft, after: '' }, { words_to: 'coach', 'w-1': '' }), false)
})
