import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '../../shared/bytes.ts'
import { staysAsItIs, total, typeOf, whyNot } from '../chosen_files.ts'

const file = (type: string, size = 10) => ({ type, size })

test('photos are drawn anew and text has nothing hidden: all else stays as it is', () => {
  for (const type of ['image/jpeg', 'image/png', 'image/webp', 'text/plain']) {
    assert.ok(!staysAsItIs(file(type)))
  }
  for (const type of ['application/pdf', 'image/heic', 'video/mp4', '']) {
    assert.ok(staysAsItIs(file(type)))
  }
})

test('what stays as it is needs a word of who sends it', () => {
  assert.equal(whyNot([file('application/pdf')], 100, false), 'filesAnyway')
  assert.equal(whyNot([file('application/pdf')], 100, true), '')
  assert.equal(whyNot([file('image/png')], 100, false), '')
})

test('more than the page allows is refused, all files together', () => {
  const files = [file('image/png', 60), file('image/png', 41)]
  assert.equal(total(files), 101)
  assert.equal(whyNot(files, 100, true), 'tooLarge')
  assert.equal(whyNot(files, 101, true), '')
})

test('a name proves nothing: what is no text is not sent as text', () => {
  assert.equal(typeOf('text/plain', utf8('é')), 'text/plain')
  assert.equal(typeOf('text/plain', Uint8Array.of(0xff, 0xfe)), '')
  assert.equal(typeOf('text/plain', utf8('a\0b')), '')
  assert.equal(typeOf('image/png', Uint8Array.of(0xff)), 'image/png')
})
