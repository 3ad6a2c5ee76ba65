import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { base64 } from '../bytes.ts'
import { forget, forgetAllOf, forgetOld, forgetSaved, keep, kept } from '../drafts.ts'
import { newBrowser } from './browser.ts'

const key = (n: number) => base64(new Uint8Array(32).fill(n))
const NOTE = { owner: 'ada', form: 'note', key: key(1) }
const PLAN = { owner: 'ada', form: 'plan', key: key(1) }
const OTHER = { owner: 'bea', form: 'note2', key: key(2) }
const DAY = 86_400_000
const draft = (what: string, at = Date.now(), by = 'page') => ({
  at,
  by,
  fields: { 'text#0': what },
})

beforeEach(() => newBrowser())

test('what was kept is found again, with when it was written', () => {
  assert.equal(keep(NOTE, draft('Thank you – ”listens”', 5)), true)
  assert.deepEqual(kept(NOTE), draft('Thank you – ”listens”', 5))
  assert.equal(kept(PLAN), null)
})

test('no word can be read in the browser’s storage', () => {
  keep(NOTE, draft('worthless'))
  assert.equal(JSON.stringify({ ...localStorage }).includes('worthless'), false)
})

test('another person’s key opens nothing', () => {
  keep(NOTE, draft('worthless'))
  assert.equal(kept({ ...NOTE, key: key(2) }), null)
})

test('a saved form’s draft is deleted, and no other', () => {
  keep(NOTE, draft('one'))
  keep(PLAN, draft('two'))
  forgetSaved('note.page')
  assert.equal(kept(NOTE), null)
  assert.deepEqual(kept(PLAN)?.fields, { 'text#0': 'two' })
})

test('what another open page has written since is not deleted by saving', () => {
  keep(NOTE, draft('newer', 9, 'other'))
  forgetSaved('note.page')
  assert.deepEqual(kept(NOTE)?.fields, { 'text#0': 'newer' })
  forgetSaved('note')
  assert.equal(kept(NOTE), null)
})

test('signing out deletes every draft of that person, and nobody else’s', () => {
  for (const place of [NOTE, PLAN, OTHER]) keep(place, draft('x'))
  forgetAllOf('ada')
  assert.deepEqual([kept(NOTE), kept(PLAN)], [null, null])
  assert.ok(kept(OTHER))
})

test('after seven days a draft is deleted, and not before', () => {
  const now = 100 * DAY
  keep(NOTE, draft('old', now - 7 * DAY - 1))
  keep(PLAN, draft('new', now - 7 * DAY + 1))
  localStorage.setItem('everyseat-words-ada.broken', '{')
  localStorage.setItem('everyseat-draft-self-1', '{"w-1": "in the clear"}')
  localStorage.setItem('everyseat-cards', '{}')
  forgetOld(now)
  assert.equal(kept(NOTE), null)
  assert.ok(kept(PLAN))
  assert.deepEqual(Object.keys(localStorage).sort(), [
    'everyseat-cards',
    'everyseat-words-ada.plan',
  ])
})

test('a draft that its writer does not want is deleted', () => {
  keep(NOTE, draft('x'))
  forget(NOTE)
  assert.equal(kept(NOTE), null)
})

test('a browser that keeps nothing says so', () => {
  localStorage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  assert.equal(keep(NOTE, draft('x')), false)
})
