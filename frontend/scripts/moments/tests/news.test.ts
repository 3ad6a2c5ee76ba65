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

const promise = { acknowledge_by: '2026-11-09', feedback_by: '2027-02-02' }
const open = { promise, next_on: null, status: 'received', answer: null }

test('a promise that was kept is not said as if it were new', () => {
  assert.deepEqual(promiseOf(open, [mine], '2026-11-03'), { text: 'replyBy', by: '2026-11-09' })
  assert.equal(promiseOf(open, [mine, theirs], '2026-11-06').text, 'feedbackBy')
  assert.equal(promiseOf({ ...open, answer: passed }, [mine], '2026-11-06').text, 'feedbackBy')
  assert.equal(promiseOf({ ...open, status: 'closed' }, [mine, theirs], '2026-11-06').text, '')
})

test('a day that has passed without what was promised for it is said as such', () => {
  assert.equal(promiseOf(open, [mine], '2026-11-10').text, 'lateReply')
  assert.equal(promiseOf(open, [mine, theirs], '2027-02-03').text, 'lateFeedback')
})

test('where nothing was promised that is said until somebody has answered', () => {
  assert.equal(promiseOf({ ...open, promise: null }, [mine], '2026-11-03').text, 'none')
  assert.equal(promiseOf({ ...open, promise: null }, [mine, theirs], '2026-11-03').text, '')
})

test('the day that a guardian chose is said, once they have written', () => {
  const chosen = { ...open, next_on: '2026-11-12' }
  assert.equal(promiseOf(chosen, [mine], '2026-11-03').text, 'replyBy')
  assert.deepEqual(promiseOf(chosen, [mine, theirs], '2026-11-06'), {
    text: 'nextBy',
    by: '2026-11-12',
  })
  assert.equal(promiseOf(chosen, [mine, theirs], '2026-11-13').text, 'lateNext')
})
