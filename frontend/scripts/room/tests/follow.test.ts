import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { lost, onFetch } from '../../shared/tests/browser.ts'
import { follow } from '../follow.ts'
import type { RoomState } from '../state.ts'

const state: RoomState = {
  title: 'Tuesday',
  ended: false,
  join: true,
  percent: false,
  phones: false,
  promise: '',
  held: '',
  question: null,
}
const place = {
  dataset: { live: '/room/x/live', state: '/room/x/state' },
} as unknown as HTMLElement
const ASKS = 3000
let losses: boolean[] = []

class Source {
  static readonly OPEN = 1
  static readonly CLOSED = 2
  static all: Source[] = []
  readyState = Source.OPEN
  onmessage: (event: { data: string }) => void = () => {}
  readonly address: string

  constructor(address: string) {
    this.address = address
    Source.all.push(this)
  }
  close() {
    this.readyState = Source.CLOSED
  }
  say() {
    this.onmessage({ data: JSON.stringify(state) })
  }
}

const heard: Record<string, () => void> = {}
const listen = (name: string, act: () => void) => {
  heard[name] = act
}

beforeEach(() => {
  mock.restoreAll()
  mock.timers.reset()
  mock.timers.enable({ apis: ['setInterval'] })
  Source.all = []
  const document = { hidden: false, addEventListener: listen }
  Object.assign(globalThis, { EventSource: Source, document, addEventListener: listen })
})

function start() {
  const show = mock.fn<(state: RoomState) => void>()
  losses = []
  follow(place, show, (isLost) => losses.push(isLost))
  return show.mock
}

async function later() {
  mock.timers.tick(ASKS)
  for (let n = 0; n < 5; n++) await new Promise((resolve) => setImmediate(resolve))
}

test('what is written to the page is shown, and nothing is asked', async () => {
  const fetched = onFetch(() => state)
  const shown = start()
  Source.all[0]?.say()
  await later()
  assert.equal(Source.all[0]?.address, '/room/x/live')
  assert.deepEqual(shown.calls[0]?.arguments, [state])
  assert.equal(fetched.mock.callCount(), 0)
})

test('where nothing comes through, the page asks, without a cookie', async () => {
  const fetched = onFetch(() => state)
  const shown = start()
  await later()
  const [address, options] = fetched.mock.calls[0]?.arguments ?? []
  assert.deepEqual([address, options?.credentials], ['/room/x/state', 'omit'])
  assert.equal(shown.callCount(), 1)
})

test('a connection that was closed is made again, network or not', async () => {
  onFetch(lost)
  const shown = start()
  Source.all[0]?.close()
  await later()
  assert.equal(Source.all.length, 2)
  assert.equal(shown.callCount(), 0)
})

test('a refusal of the server is not shown as a state', async () => {
  onFetch(() => new Response('{}', { status: 404 }))
  const shown = start()
  await later()
  assert.equal(shown.callCount(), 0)
})

test('a telephone that wakes, or has another network, connects at once; one that sleeps does not', () => {
  start()
  heard.online?.()
  heard.visibilitychange?.()
  assert.equal(Source.all.length, 3)
  assert.deepEqual(
    Source.all.map(({ readyState }) => readyState),
    [Source.CLOSED, Source.CLOSED, Source.OPEN],
  )
  Object.assign(globalThis.document, { hidden: true })
  heard.visibilitychange?.()
  assert.equal(Source.all.length, 3)
})

test('that the connection is lost is told, and that it is back', async () => {
  onFetch(lost)
  start()
  await later()
  assert.deepEqual(losses, [true])
  Source.all[0]?.say()
  assert.deepEqual(losses, [true, false])
  heard.offline?.()
  assert.deepEqual(losses, [true, false, true])
})

test('what still comes by the connection of a network that is gone hides nothing', async () => {
  onFetch(lost)
  start()
  Source.all[0]?.say()
  heard.offline?.()
  assert.equal(Source.all[0]?.readyState, Source.CLOSED) // a browser delivers nothing by it
  await later()
  assert.deepEqual(losses, [false, true, true])
})
