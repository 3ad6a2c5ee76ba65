import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { newBrowser, newTab } from '../../shared/tests/browser.ts'
import * as cards from '../cards.ts'

const PAGE = 'https://everyseat.example/answer/review/'
const [OWN, OTHER] = [
  { code: 'AAAA-BBBB', key: 'KEY' },
  { code: 'CCCC-DDDD', key: 'KEY' },
]

beforeEach(() => newBrowser(PAGE))

test('a card is held for who drew it and the page that it answers, under any name of the page', () => {
  cards.add('gwen', '/answer/review/', OWN)
  assert.deepEqual(cards.of('gwen', PAGE), OWN)
  assert.deepEqual(cards.of('gwen', `${PAGE}?x=1#page-2`), OWN)
  assert.equal(cards.of('gwen', '/answer/another/'), undefined)
  assert.equal(cards.of('tunde', PAGE), undefined)
})

test('one who is asked about two people holds a card for each', () => {
  cards.add('gwen', '/answer/lee/', OWN)
  cards.add('gwen', '/answer/park/', OTHER)
  assert.deepEqual(cards.of('gwen', '/answer/lee/'), OWN)
  assert.deepEqual(cards.of('gwen', '/answer/park/'), OTHER)
})

test('two who draw at one device do not see each other’s', () => {
  cards.add('gwen', PAGE, OWN)
  cards.add('tunde', PAGE, OTHER)
  assert.deepEqual(cards.of('tunde', PAGE), OTHER)
  assert.deepEqual(cards.drawnFor(PAGE), [OWN, OTHER])
})

test('a card that was opened goes with its tab', () => {
  cards.open(PAGE, OWN)
  assert.deepEqual(cards.opened(PAGE), OWN)
  newTab(PAGE)
  assert.equal(cards.opened(PAGE), undefined)
})

test('a card that is forgotten is nowhere, nor its draft', () => {
  cards.add('gwen', PAGE, OWN)
  cards.add('tunde', PAGE, OTHER)
  cards.open(PAGE, OWN)
  localStorage.setItem(cards.draft(PAGE, OWN.code), '{}')
  cards.forget('gwen')
  assert.equal(cards.opened(PAGE), undefined)
  assert.deepEqual(cards.drawnFor(PAGE), [OTHER])
  assert.equal(localStorage.getItem(cards.draft(PAGE, OWN.code)), null)
})

test('forgetting one’s own cards leaves open the one that somebody else has opened', () => {
  cards.add('gwen', PAGE, OWN)
  cards.open(PAGE, OTHER)
  cards.forget('gwen')
  assert.deepEqual(cards.opened(PAGE), OTHER)
})

test('a card that is closed is forgotten here and where it was drawn, and no other', () => {
  cards.add('gwen', PAGE, OWN)
  cards.add('tunde', PAGE, OTHER)
  cards.open(PAGE, OTHER)
  cards.close(PAGE)
  assert.equal(cards.opened(PAGE), undefined)
  assert.deepEqual(cards.drawnFor(PAGE), [OWN])
  newTab(PAGE)
  cards.open(PAGE, OWN)
  cards.close(PAGE)
  assert.equal(localStorage.length, 0)
  assert.equal(sessionStorage.length, 0)
})

test('drafts of two cards for one page do not mix', () => {
  assert.notEqual(cards.draft(PAGE, OWN.code), cards.draft(PAGE, OTHER.code))
})

test('a link brings its card back, behind # alone', () => {
  const link = cards.link(PAGE, OWN)
  assert.equal(link.split('#')[0], PAGE)
  assert.deepEqual(cards.fromHash(new URL(link).hash), OWN)
  assert.deepEqual(cards.fromHash('#card=AAAA'), { code: 'AAAA', key: '' })
})

test('what holds no card, or can’t be read, is no card', () => {
  assert.equal(cards.fromHash('#page-3'), null)
  assert.equal(cards.fromHash(''), null)
  localStorage.setItem('everyseat-cards', '{broken')
  assert.deepEqual(cards.drawnFor(PAGE), [])
})
