import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inWords, listed, missing, parts, plain, shortened, type Written } from '../content.ts'

test('what was sealed may be anything, and is read as a message all the same', () => {
  for (const anything of [
    null,
    7,
    'text',
    [],
    { felt: 'no list', files: [null, 3, {}], what: 9 },
  ]) {
    const read = plain(anything)
    assert.deepEqual([read.what, read.felt, read.files, read.anonymous], ['', [], [], false])
  }
})

test('of lists only what fits is read', () => {
  const given = {
    felt: ['sad', 3, null],
    files: [
      { id: 'a', size: 3, name: 7 },
      { id: 'b', size: -1 },
    ],
  }
  const read = plain(given)
  assert.deepEqual(read.felt, ['sad'])
  assert.deepEqual(read.files, [{ id: 'a', size: 3, name: '7.bin' }])
})

test('nobody is anonymous by another word than true', () => {
  assert.equal(plain({ anonymous: 'yes' }).anonymous, false)
  assert.equal(plain({ anonymous: true }).anonymous, true)
})

test('what is no case’s line is no case that opens', () => {
  const line = { identity: 'i', title: 't', kind: 'concern', anonymous: false }
  assert.deepEqual(listed({ ...line, more: 1 }), line)
  const old = { identity: 'i', title: '', kind: '', anonymous: undefined }
  assert.deepEqual(listed({ identity: 'i', title: 3, anonymous: 'no' }), old)
  for (const other of [null, undefined, 3, {}, { identity: 3 }]) assert.equal(listed(other), null)
})

test('a message shows what it holds, feelings together, and no empty label', () => {
  const shown = parts(
    plain({ who: 'Lee', felt: ['sad', 'small'], own: 'waved off', text: 'Hello' }),
  )
  assert.deepEqual(shown, [
    ['Who', 'Lee'],
    ['Felt', 'sad, small, waved off'],
    ['', 'Hello'],
  ])
})

test('a yes or a no is said in the language of the page, and words as they are', () => {
  const words = (name: string) => ({ labelAgrees: 'Agreed?', yes: 'Ydw' })[name] ?? name
  assert.deepEqual(inWords(['Agrees', 'yes'], words), ['Agreed?', 'Ydw'])
  assert.deepEqual(inWords(['', 'yes'], words), ['', 'yes'])
  const named = (name: string) => ({ labelElements: 'About', element_a: 'Rota' })[name] ?? ''
  assert.deepEqual(inWords(['Elements', 'a\nunknown'], named), ['About', 'Rota, unknown'])
})

test('a title is short, in one line, and ends with a whole word', () => {
  assert.equal(shortened('  The\n Tuesday  round ', 70), 'The Tuesday round')
  assert.equal(shortened('The Tuesday round', 13), 'The Tuesday…')
  assert.equal(shortened('x'.repeat(100), 70), `${'x'.repeat(70)}…`)
})

const written: Written = {
  who: 'Lee',
  cue: 'Tuesday',
  what: 'He waved us out.',
  own: '',
  name: 'Gwen',
  felt: 2,
  route: 'guardian',
}

test('nothing is missing where all is said', () => {
  assert.equal(missing(written, 3), '')
  assert.equal(missing({ ...written, route: 'anonymous', name: '' }, 3), '')
  assert.equal(missing({ ...written, felt: 0, own: 'small' }, 3), '')
})

test('what is missing is named, the first first', () => {
  const cases: [Partial<Written>, string][] = [
    [{ who: ' ', cue: '' }, 'who'],
    [{ cue: '' }, 'cue'],
    [{ what: '\n' }, 'what'],
    [{ felt: 0, own: ' ' }, 'felt'],
    [{ felt: 4 }, 'three'],
    [{ route: '' }, 'route'],
    [{ name: '  ' }, 'name'],
  ]
  for (const [change, name] of cases) assert.equal(missing({ ...written, ...change }, 3), name)
})
