import assert from 'node:assert/strict'
import { test } from 'node:test'
import { headed, LINE, labelled, listed, wrapped } from '../fitting.ts'

const letters = (text: string) => text.length / 2 // each as wide as half its size

test('a text is broken between words, and a word that is too long anywhere', () => {
  assert.deepEqual(wrapped('one two three', 3.5, letters), ['one two', 'three'])
  assert.deepEqual(wrapped('abcdefghij a', 2, letters), ['abcd', 'efgh', 'ij a'])
  assert.deepEqual(wrapped('', 3, letters), [''])
})

test('ten long labels fit their rows, and a few short ones are large', () => {
  const long = Array.from({ length: 10 }, (_, i) => `${i} ${'long words '.repeat(5)}`.slice(0, 60))
  for (const row of [28, 40, 100]) {
    const { size, wide, labels } = labelled(long, row, letters)
    assert.ok(Math.max(...labels.map(({ length }) => length)) * size * LINE <= row)
    assert.ok(wide <= 630)
  }
  assert.equal(labelled(['Yes', 'No'], 150, letters).size, 44)
})

test('headings of columns take two lines at most, and short ones are large', () => {
  const { size, labels, high } = headed(['Green: yes, as far as we can 118', 'Red 8'], 310, letters)
  assert.equal(labels[0]?.length, 2)
  assert.equal(high, 2 * LINE * size)
  assert.ok(Math.max(...labels.flat().map(letters)) * size <= 310)
  assert.equal(headed(['Green 118', 'Amber 14'], 310, letters).size, 44)
})

const text = (length: number) => ({ text: 'word '.repeat(length / 5).trim(), above: false })

test('a long question stands there whole', () => {
  const { rows } = listed([text(200), text(40)], 500, letters)
  assert.equal(rows[0]?.lines.join(' '), text(200).text)
  assert.equal(rows.length, 2)
})

test('as many questions stand there as fit with their last line, and one at least', () => {
  const { rows } = listed(
    Array.from({ length: 30 }, () => text(100)),
    500,
    letters,
  )
  const end = rows.at(-1)
  assert.ok(end && end.y + end.high <= 500)
  assert.ok(rows.length > 3 && rows.length < 30)
  assert.equal(listed([text(200)], 40, letters).rows.length, 1)
  assert.equal(
    listed(
      Array.from({ length: 30 }, () => text(100)),
      Number.POSITIVE_INFINITY,
      letters,
    ).rows.length,
    30,
  )
})
