import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agreementIn, areTheSame, byHand, byThisSite } from '../agreeing.ts'
import { plain } from '../content.ts'
import type { Opened } from '../dialogue.ts'

const WORDS = { cue: 'The corridor', what: 'He walked past.', helped: '', own: '', felt: ['hurt'] }
const asks = { to: 'Francis Okafor', words: WORDS }

const message = (id: string, by: 'reporter' | 'guardian', content: object): Opened => ({
  id,
  by,
  on: '2026-11-20',
  sealed: '',
  content: plain(content),
})

const first = message('1', 'reporter', { what: 'He walked past.' })
const asked = message('2', 'guardian', { asks })
const answer = (id: string, agrees: string, about = '2') =>
  message(id, 'reporter', { agrees, about })

test('where nobody was asked there is no agreement, whatever the reporter writes', () => {
  assert.equal(agreementIn([first]), null)
  assert.equal(agreementIn([first, message('2', 'reporter', { asks, agrees: 'yes' })]), null)
})

test('a question is open until its reporter answers it', () => {
  assert.equal(agreementIn([first, asked])?.state, 'pending')
  assert.equal(
    agreementIn([first, asked, message('3', 'reporter', { text: 'Yes' })])?.state,
    'pending',
  )
  assert.equal(agreementIn([first, asked, answer('3', 'yes')])?.state, 'yes')
  assert.equal(agreementIn([first, asked, answer('3', 'perhaps')])?.state, 'pending')
})

test('the reporter’s last word counts', () => {
  assert.equal(agreementIn([first, asked, answer('3', 'yes'), answer('4', 'no')])?.state, 'no')
})

test('who wants other words has agreed to none of these', () => {
  assert.equal(
    agreementIn([first, asked, answer('3', 'yes'), answer('4', 'other')])?.state,
    'other',
  )
})

test('what was agreed to holds for that question alone, and no guardian answers it', () => {
  const again = message('4', 'guardian', { asks })
  assert.equal(agreementIn([asked, answer('3', 'yes'), again])?.state, 'pending')
  const byThem = message('3', 'guardian', { agrees: 'yes', about: '2' })
  assert.equal(agreementIn([asked, byThem])?.state, 'pending')
})

test('who agreed that a guardian gives words by hand let this site pass nothing on', () => {
  const byHandAsked = message('4', 'guardian', {
    asks: { ...asks, to: 'The police', by_hand: true },
  })
  const messages = [first, asked, byHandAsked, answer('5', 'yes', '4')]
  assert.equal(agreementIn(messages, byThisSite)?.state, 'pending')
  assert.equal(agreementIn(messages, byHand)?.state, 'yes')
  assert.equal(agreementIn([first, asked, answer('3', 'yes')], byHand), null)
})

test('what was given by hand is said by a guardian, of the question that was answered', () => {
  const handed = { to: 'The police', words: WORDS, by_hand: true }
  const given = (by: 'reporter' | 'guardian', about: string) =>
    agreementIn([asked, answer('3', 'yes'), message('4', by, { handed, about })])?.handed?.id
  assert.equal(given('guardian', '2'), '4')
  assert.equal(given('guardian', '1'), undefined)
  assert.equal(given('reporter', '2'), undefined)
})

test('other words are not what was agreed to; spaces and the order of feelings are nothing', () => {
  assert.ok(areTheSame(WORDS, { ...WORDS, what: ' He walked past. ' }))
  assert.ok(areTheSame({ ...WORDS, felt: ['a', 'b'] }, { ...WORDS, felt: ['b', 'a'] }))
  assert.ok(!areTheSame(WORDS, { ...WORDS, what: 'He walked past us.' }))
  assert.ok(!areTheSame(WORDS, { ...WORDS, felt: [] }))
})
