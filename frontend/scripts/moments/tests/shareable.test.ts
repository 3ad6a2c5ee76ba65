import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayBeShared, wasChosen } from '../desk/shareable.ts'

const KEY = { id: 'new key', holder: 'grace' }
const open = (changed: object) => ({ keys: ['mine'], chosen: [], left_out: [], ...changed })

test('what a key opens, and what its holder was left out of, is not shared with it', () => {
  const rows = [open({}), open({ keys: ['mine', 'new key'] }), open({ left_out: ['grace'] })]
  assert.deepEqual(mayBeShared(rows, KEY), [rows[0]])
})

test('a reporter chose whom they sealed it to at first, by whatever key', () => {
  assert.equal(wasChosen(open({ chosen: ['grace'] }), KEY), true)
  assert.equal(wasChosen(open({ chosen: ['gwen'] }), KEY), false)
})
