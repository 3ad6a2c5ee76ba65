import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isProposed, mayBeShared, whyShare } from '../desk/shareable.ts'

const KEY = { id: 'new key', holder: 'grace', escrow: false, since: null }
const PAPER = { ...KEY, escrow: true, since: '2026-03-10' }
const ROW = { keys: ['mine'], chosen: [], left_out: [], received_on: '2026-03-09' }
const open = (changed: object) => ({ ...ROW, ...changed })

test('what a key opens, and what its holder was left out of, is not shared with it', () => {
  const rows = [open({}), open({ keys: ['mine', 'new key'] }), open({ left_out: ['grace'] })]
  assert.deepEqual(mayBeShared(rows, KEY), [rows[0]])
})

test('a reporter chose whom they sealed it to at first, by whatever key', () => {
  assert.equal(isProposed(open({ chosen: ['grace'] }), KEY), true)
  assert.equal(isProposed(open({ chosen: ['gwen'] }), KEY), false)
})

test('nobody chose the paper that a guardian made: what came before it is proposed', () => {
  const chosen = ['grace']
  assert.equal(whyShare(open({ chosen }), PAPER), 'beforeKey')
  for (const received_on of ['2026-03-10', '2026-03-11']) {
    assert.equal(isProposed(open({ chosen, received_on }), PAPER), false)
  }
})
