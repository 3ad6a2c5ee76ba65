import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { lost, onFetch, withoutWaiting } from '../../shared/tests/browser.ts'
import { send, TRIES } from '../sending.ts'

const onLost = mock.fn()
const answer = (text: string | null) => ({ question: 1, token: 't', answer: text })
const sendOne = (text: string | null) => send('/room/ab12cd34/answer', answer(text), onLost)

beforeEach(() => {
  mock.restoreAll()
  onLost.mock.resetCalls()
})

test('an answer that is acknowledged is sent once, without a cookie', async () => {
  const fetched = onFetch(() => ({ kept: true }))
  assert.equal(await sendOne('0'), '')
  const [address, options] = fetched.mock.calls[0]?.arguments ?? []
  assert.equal(address, '/room/ab12cd34/answer')
  assert.equal(options?.credentials, 'omit')
  assert.equal(options?.body, JSON.stringify(answer('0')))
})

test('each refusal has its name, and is not tried again', async () => {
  for (const [status, name] of Object.entries({
    400: 'wrong',
    403: 'card',
    409: 'closed',
    429: 'often',
  })) {
    const fetched = onFetch(() => new Response('', { status: Number(status) }))
    assert.equal(await sendOne('0'), name)
    assert.equal(fetched.mock.callCount(), 1)
    mock.restoreAll()
  }
})

test('after a lost connection, or a server in trouble, it is sent again', async () => {
  let n = 0
  onFetch(() => {
    n += 1
    if (n === 1) return lost()
    return n === 2 ? new Response('', { status: 503 }) : {}
  })
  assert.equal(await withoutWaiting(() => sendOne('0')), '')
  assert.equal(onLost.mock.callCount(), 2)
})

test('it is given up after so many tries', async () => {
  const fetched = onFetch(lost)
  assert.equal(await withoutWaiting(() => sendOne('0')), 'lost')
  assert.equal(fetched.mock.callCount(), TRIES)
})

test('the last tap counts, and none overtakes another', async () => {
  const kept: string[] = []
  onFetch(async (_address, { body }) => {
    const { answer } = JSON.parse(`${body}`)
    for (let n = 2; n > Number(answer); n--) await new Promise((then) => setImmediate(then))
    kept.push(answer) // the first takes longest
    return {}
  })
  const said = await Promise.all(['0', '1', '2'].map(sendOne))
  assert.deepEqual(kept, ['0', '1', '2'])
  assert.deepEqual(said, ['newer', 'newer', ''])
})

test('a tap that is older than another is not tried again', async () => {
  const fetched = onFetch((_address, { body }) => (`${body}`.includes('"0"') ? lost() : {}))
  const said = await withoutWaiting(() => Promise.all(['0', '1'].map(sendOne)))
  assert.deepEqual(said, ['newer', ''])
  assert.equal(fetched.mock.callCount(), 2)
})
