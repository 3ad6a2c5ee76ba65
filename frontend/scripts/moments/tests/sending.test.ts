import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { lost, onFetch, withoutWaiting } from '../../shared/tests/browser.ts'
import * as sealing from '../sealing.ts'
import { type FileToSend, type Post, post, Refused, sendFiles } from '../sending.ts'

const saying = { unknown: 'It was not sent.', onLost: mock.fn() }
const send = () => withoutWaiting(() => post('/sealed/new/', { what: 'x' }, saying))

beforeEach(() => {
  mock.restoreAll()
  saying.onLost.mock.resetCalls()
})

test('what is sent carries no cookie', async () => {
  const fetched = onFetch(() => ({}))
  await send()
  const [address, options] = fetched.mock.calls[0]?.arguments ?? []
  assert.equal(address, '/sealed/new/')
  assert.deepEqual(options, { method: 'POST', credentials: 'omit', body: '{"what":"x"}' })
})

test('after a lost connection it is sent again, and that is said', async () => {
  let n = 0
  const fetched = onFetch(() => (++n < 3 ? lost() : { there: [] }))
  assert.ok((await send()).ok)
  assert.equal(fetched.mock.callCount(), 3)
  assert.equal(saying.onLost.mock.callCount(), 2)
})

test('it is given up after six tries', async () => {
  const fetched = onFetch(lost)
  await assert.rejects(send(), TypeError)
  assert.equal(fetched.mock.callCount(), 6)
})

const refusal = (content: object, status: number) => Response.json(content, { status })

test('a refusal is said in the server’s words, and not tried again', async () => {
  const fetched = onFetch(() => refusal({ problem: 'The guardians have changed.' }, 409))
  await assert.rejects(send(), (error: Refused) => {
    assert.ok(error instanceof Refused)
    assert.equal(error.message, 'The guardians have changed.')
    assert.ok(error.isFinal && !error.arrived)
    return true
  })
  assert.equal(fetched.mock.callCount(), 1)
})

test('a server in trouble gives no reason, and is no final refusal', async () => {
  onFetch(() => new Response('<h1>Bad gateway</h1>', { status: 502 }))
  await assert.rejects(send(), (error: Refused) => {
    assert.equal(error.message, 'It was not sent.')
    assert.ok(!error.isFinal)
    return true
  })
})

test('it is known when something else has arrived under this receipt', async () => {
  onFetch(() => refusal({ problem: 'It had arrived.', arrived: true }, 400))
  await assert.rejects(send(), (error: Refused) => error.arrived)
})

// ---- files

const PART = 50_000
const addresses = {
  new: '',
  open: '',
  entry: '',
  part: '/part/',
  parts: '/parts/',
  file: '',
  again: '',
  heard: '',
}

function file(size: number): FileToSend {
  const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251)
  return { id: `file-${size}`, name: 'a.pdf', type: 'application/pdf', size, bytes }
}

interface Part {
  file: string
  number: number
  of: number
  bytes: Uint8Array
}

// A server that holds some parts already.
function server(there: number[] = []) {
  const parts: Part[] = []
  const percents: number[] = []
  const post: Post = async (address, content) => {
    if (address === '/parts/') return Response.json({ there })
    assert.ok(content instanceof FormData)
    const bytes = await (content.get('part') as Blob).bytes()
    const [number, of] = [Number(content.get('number')), Number(content.get('of'))]
    parts.push({ file: `${content.get('file')}`, number, of, bytes })
    return Response.json({})
  }
  const steps = { post, onSeal: () => {}, onSent: (percent: number) => percents.push(percent) }
  return { parts, percents, steps }
}

test('a file goes in parts of the page’s size, which together open as the file', async () => {
  const { identity, recipient } = await sealing.newPaperKey()
  const { parts, percents, steps } = server()
  const sent = file(100_000)
  await sendFiles({ addresses, part: PART }, { locator: 'l', recipient }, [sent], steps)
  assert.deepEqual(
    parts.map(({ number, of }) => [number, of]),
    [
      [1, 3],
      [2, 3],
      [3, 3],
    ],
  )
  assert.ok(parts.every(({ bytes }) => bytes.length <= PART))
  const whole = await new Blob(parts.map(({ bytes }) => bytes as BlobPart)).arrayBuffer()
  assert.deepEqual(await sealing.openFile(whole, identity, sent.size), sent.bytes)
  assert.equal(percents.at(-1), 100)
})

test('a part that was acknowledged is not sent again', async () => {
  const { recipient } = await sealing.newPaperKey()
  const { parts, steps } = server([1, 3])
  await sendFiles({ addresses, part: PART }, { locator: 'l', recipient }, [file(100_000)], steps)
  assert.deepEqual(
    parts.map(({ number }) => number),
    [2],
  )
})

test('how far it is counts all files', async () => {
  const { recipient } = await sealing.newPaperKey()
  const { percents, steps } = server()
  const files = [file(10), file(20)]
  await sendFiles({ addresses, part: 100_000 }, { locator: 'l', recipient }, files, steps)
  assert.deepEqual(percents, [50, 100])
})
