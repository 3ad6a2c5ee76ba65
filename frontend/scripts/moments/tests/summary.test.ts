import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plain } from '../content.ts'
import { isWorse, summaryOf } from '../desk/summary.ts'

const said = (content: object, by: 'reporter' | 'guardian' = 'reporter') => ({
  by,
  content: plain(content),
})

test('what a reporter said last of how they were treated counts, and nobody else’s word', () => {
  assert.equal(isWorse([said({ what: 'x' })]), false)
  assert.equal(isWorse([said({ detriment: 'yes' }), said({ text: 'more' })]), true)
  assert.equal(isWorse([said({ detriment: 'yes' }), said({ detriment: 'no' })]), false)
  assert.equal(isWorse([said({ detriment: 'yes' }, 'guardian')]), false)
})

test('a case is summed up from its messages and the guardians’ record', () => {
  const messages = [said({ what: 'Three Falls', elements: ['other'] }), said({ text: 'Again.' })]
  const alone = summaryOf(messages, null)
  assert.deepEqual([alone.title, alone.elements], ['', ['other']])
  for (const word of ['three falls', 'again.']) assert.ok(alone.text.includes(word))
  const record = plain({ title: 'Ward 4', note: 'Called', elements: ['bullying'] })
  const kept = summaryOf(messages, record)
  assert.deepEqual([kept.title, kept.elements], ['Ward 4', ['bullying']])
  assert.match(kept.text, /called/)
})
