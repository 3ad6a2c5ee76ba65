import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inFragment } from '../fragments.ts'

const BEHIND = [
  '',
  '.',
  ',',
  ')',
  ']',
  '>',
  '"',
  '%22',
  '%3E',
  '%3E.',
  ').',
  '%0A',
  '%20',
  ' ',
  '…',
]
const MORE = [...BEHIND, '&gt;', '&quot;.', '’', '%']

test('what follows a link belongs to none of its values', () => {
  for (const behind of MORE) {
    const hash = `#key=ABCDE-FGHIJ&as=peer.report${behind}`
    assert.equal(inFragment(hash, 'as'), 'peer.report', hash)
    assert.equal(inFragment(hash, 'key'), 'ABCDE-FGHIJ', hash)
    assert.equal(inFragment(`#card=AAAA-BBBB${behind}`, 'card'), 'AAAA-BBBB')
  }
})

test('an escaped & divides values too', () => {
  for (const and of ['&amp;', '%26', '&']) {
    assert.equal(inFragment(`#key=ABCDE${and}as=peer`, 'key'), 'ABCDE')
    assert.equal(inFragment(`#key=ABCDE${and}as=peer`, 'as'), 'peer')
  }
})

test('what is not there is empty', () => {
  assert.equal(inFragment('#page-3', 'card'), '')
  assert.equal(inFragment('', 'card'), '')
})

test('a mail program that breaks a link within a value leaves the value whole', () => {
  for (const space of [' ', '%20', '%0A', '\n  ']) {
    assert.equal(inFragment(`#key=ABCDE-${space}FGHIJ&as=peer`, 'key'), 'ABCDE-FGHIJ')
  }
})
