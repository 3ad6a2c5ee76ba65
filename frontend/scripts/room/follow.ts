// Following a room: one connection that the server writes to, made again when it is lost. Each event
// is the whole state, so that nothing missed matters. The first one comes at once: where it does not,
// something between collects what should come through, and the page asks instead.
import { within } from '../shared/patience.ts'
import type { RoomState } from './state.ts'

const ASK_EVERY = 3000

// Follows the room whose addresses a part of the page says; tells when the connection is lost or back.
export function follow(
  { dataset }: HTMLElement,
  show: (state: RoomState) => void,
  tellLost: (isLost: boolean) => void,
) {
  const { live = '', state: address = '' } = dataset
  let source = open() // none where a browser has no such connections: the page asks
  let comesThrough = false
  setInterval(ask, ASK_EVERY)
  // A telephone that slept, or changed its network, asks at once.
  document.addEventListener('visibilitychange', () => document.hidden || again())
  addEventListener('online', again)
  addEventListener('offline', () => {
    again() // what the old connection still delivers would pass for news
    tellLost(true)
  })

  function open() {
    if (!('EventSource' in globalThis)) return undefined
    const made = new EventSource(live)
    made.onmessage = (event) => {
      comesThrough = true
      hear(JSON.parse(event.data))
    }
    return made
  }

  function hear(state: RoomState) {
    tellLost(false)
    show(state)
  }

  function again() {
    source?.close()
    comesThrough = false
    source = open()
  }

  async function ask() {
    if (source && source.readyState === EventSource.OPEN && comesThrough) return
    try {
      const signal = within(ASK_EVERY)
      const reply = await fetch(address, { credentials: 'omit', signal })
      if (reply.ok) hear(await reply.json())
      tellLost(!reply.ok)
    } catch {
      tellLost(true) // still no network: the next time will do
    }
    if (source && source.readyState === EventSource.CLOSED) again()
  }
}
