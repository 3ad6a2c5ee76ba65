import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Chosen,
  chosenRows,
  counts,
  firstFilter,
  hasNews,
  isOnlyMine,
  type Row,
} from '../desk/rows.ts'

const ME = 'me'
const OTHER = { id: 'other', name: 'Tunde Marsh' }

function row(title: string, changed: Partial<Row> = {}): Row {
  return {
    case: title,
    sealed: '',
    status: 'received',
    status_words: 'Received',
    waits: 'guardian',
    received_on: '2026-11-01',
    due: null,
    late: false,
    unread: false,
    owner: null,
    keys: [],
    chosen: [],
    left_out: [],
    said: null,
    opened: { identity: 'AGE', title, kind: 'concern' },
    ...changed,
  }
}

const rows = [
  row('Night rota', { due: '2026-11-20', late: true }),
  row('Parking', { owner: OTHER, received_on: '2026-11-03', due: '2026-11-10' }),
  row('Corridor', { owner: { id: ME, name: 'Gwen' }, received_on: '2026-11-02' }),
  row('Old one', { status: 'closed', status_words: 'Closed', waits: '' }),
]
const all: Chosen = { filter: 'all', order: 'newest', search: '', about: '' }
const titles = (found: Row[]) => found.map(({ opened }) => opened?.title)

test('a case that another guardian looks after does not wait for me', () => {
  const waiting = chosenRows(rows, { ...all, filter: 'waiting', order: 'title' }, ME)
  assert.deepEqual(titles(waiting), ['Corridor', 'Night rota'])
  assert.deepEqual(titles(chosenRows(rows, { ...all, filter: 'waiting' }, 'other')).sort(), [
    'Night rota',
    'Parking',
  ])
})

test('each filter says how many cases it holds', () => {
  assert.deepEqual(counts(rows, ME), { waiting: 2, late: 1, mine: 1, open: 3, closed: 1, all: 4 })
  assert.deepEqual(counts([], ME), { waiting: 0, late: 0, mine: 0, open: 0, closed: 0, all: 0 })
})

test('a guardian for whom nothing waits sees what is open', () => {
  assert.equal(firstFilter(rows, ME), 'waiting')
  assert.equal(firstFilter(rows.slice(3), ME), 'open')
})

test('a case is found by its title, its guardian or its state, and not by what is closed to me', () => {
  const search = (text: string) => titles(chosenRows(rows, { ...all, search: text }, ME))
  assert.deepEqual(search(' NIGHT '), ['Night rota'])
  assert.deepEqual(search('tunde'), ['Parking'])
  assert.deepEqual(search('closed'), ['Old one'])
  assert.deepEqual(search('nothing like it'), [])
  assert.deepEqual(chosenRows([row('x', { opened: null })], { ...all, search: 'x' }, ME), [])
})

test('what is due first comes first, and what is due never last', () => {
  const by = (order: Chosen['order']) => titles(chosenRows(rows, { ...all, order }, ME))
  assert.deepEqual(by('due'), ['Parking', 'Night rota', 'Old one', 'Corridor'])
  assert.equal(by('newest')[0], 'Parking')
  assert.equal(by('oldest').at(-1), 'Parking')
  assert.deepEqual(by('title'), ['Corridor', 'Night rota', 'Old one', 'Parking'])
})

const said = { title: '', elements: [], isWorse: false, text: '' }

test('somebody who was treated worse stands first until their case is closed', () => {
  const worse = { said: { ...said, isWorse: true } }
  const some = [
    row('Due first', { due: '2026-11-01' }),
    row('In trouble', { ...worse, due: '2026-12-31' }),
    row('Closed', { ...worse, status: 'closed' }),
  ]
  const found = chosenRows(some, { ...all, order: 'due' }, ME)
  assert.deepEqual(titles(found), ['In trouble', 'Due first', 'Closed'])
})

test('what was read of a case is found: its words, its own title, its number, what it is about', () => {
  const some = [
    row('6f1c7b52', { said: { ...said, text: 'three falls on ward four', title: 'Ward 4' } }),
    row('Other', { said: { ...said, elements: ['bullying'] } }),
  ]
  for (const search of ['Falls', 'ward 4', '6f1c7b']) {
    assert.deepEqual(titles(chosenRows(some, { ...all, search }, ME)), ['6f1c7b52'])
  }
  assert.deepEqual(titles(chosenRows(some, { ...all, about: 'bullying' }, ME)), ['Other'])
})

test('only what is new since the list was read is news', () => {
  const before = [row('Read', { unread: false }), row('Not read', { unread: true })]
  assert.equal(hasNews(before, before), false)
  assert.equal(hasNews(before, [row('Read', { unread: true })]), true)
  assert.equal(hasNews(before, [...before, row('New', { unread: true })]), true)
})

test('a case is only mine while no other guardian can open it, and a key on paper is nobody', () => {
  const keys = [
    { id: 'mine', holder: ME, escrow: false },
    { id: 'paper', holder: OTHER.id, escrow: true },
    { id: 'theirs', holder: OTHER.id, escrow: false },
  ]
  const isMine = (...held: string[]) => isOnlyMine(row('A', { keys: held }), keys, ME)
  assert.deepEqual([isMine('mine'), isMine('mine', 'paper')], [true, true])
  assert.equal(isMine('mine', 'theirs'), false)
  assert.equal(isOnlyMine(row('A', { keys: ['mine'], status: 'closed' }), keys, ME), false)
})
