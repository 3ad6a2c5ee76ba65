import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plain } from '../content.ts'
import type { Opened } from '../dialogue.ts'
import { newsOf, promiseOf } from '../receipt/news.ts'

const message = (by: 'reporter' | 'guardian', on: string): Opened => ({
  id: on,
  by,
  on,
  sealed: '',
  content: plain({}),
})

const mine = message('reporter', '2026-11-02')
const theirs = message('guardian', '2026-11-05')
const passed = {
  recipient: 'Francis',
  given_on: '2026-11-06',
  words: {},
  answer: null,
  answered_on: null,
  heard: '',
  ended: false,
}

const kinds = (found: Parameters<typeof newsOf>[0], messages: Opened[]) =>
  newsOf(found, messages).news.map(({ kind }) => kind)

test('what came after one’s own last message is new, and nothing before it', () => {
  assert.deepEqual(kinds({ answer: null }, [mine]), [])
  assert.deepEqual(kinds({ answer: null }, [mine, theirs]), ['message'])
  assert.deepEqual(kinds({ answer: null }, [mine, theirs, message('reporter', '2026-11-07')]), [])
  assert.equal(newsOf({ answer: null }, [mine, theirs]).since, '2026-11-02')
})

test('that it was passed on and answered is new in the order of its days', () => {
  const answered = { ...passed, answer: { thank: 'Thanks' }, answered_on: '2026-11-08' }
  const late = message('guardian', '2026-11-07')
  assert.deepEqual(kinds({ answer: answered }, [mine, late]), ['passed', 'message', 'answered'])
})

test('an answer is not new any more once its reporter said whether they felt heard', () => {
  const heard = { ...passed, answer: {}, answered_on: '2026-11-08', heard: 'yes' }
  assert.deepEqual(kinds({ answer: heard }, [message('reporter', '2026-11-07')]), [])
})

test('a question stays new until it is answered, whatever was written since', () => {
  const asks = { to: 'Francis', words: {} }
  const question = { ...theirs, id: 'q', content: plain({ asks }) }
  const later = message('reporter', '2026-11-07')
  assert.deepEqual(newsOf({ answer: null }, [mine, question, later]).news[0]?.message, question)
  const answer = { ...later, content: plain({ agrees: 'no', about: 'q' }) }
  assert.deepEqual(kinds({ answer: null }, [mine, question, later, answer]), [])
})

const open = { due: null, status: 'received', answer: null }
const due = (word: 'next' | 'reply' | 'feedback', by = '2026-11-09') => ({
  ...open,
  due: { word, by },
})

test('what is due next is said with its day', () => {
  const said = { text: 'replyBy', by: '2026-11-09' }
  assert.deepEqual(promiseOf(due('reply'), [mine], '2026-11-03'), said)
  assert.equal(promiseOf(due('next'), [mine, theirs], '2026-11-09').text, 'nextBy')
  assert.equal(promiseOf(due('feedback'), [mine, theirs], '2026-11-09').text, 'feedbackBy')
})

test('a day that has passed without what was promised for it is said as such', () => {
  assert.equal(promiseOf(due('reply'), [mine], '2026-11-10').text, 'lateReply')
  assert.equal(promiseOf(due('next'), [mine, theirs], '2026-11-10').text, 'lateNext')
  assert.equal(promiseOf(due('feedback'), [mine, theirs], '2026-11-10').text, 'lateFeedback')
})

test('where nothing was promised that is said until somebody has answered', () => {
  assert.equal(promiseOf(open, [mine], '2026-11-03').text, 'none')
  assert.equal(promiseOf(open, [mine, theirs], '2026-11-03').text, '')
  assert.equal(promiseOf({ ...open, status: 'closed' }, [mine], '2026-11-03').text, '')
})
