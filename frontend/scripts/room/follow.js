// Following a room: one connection that the server writes to, made again when it is lost. Each event
// is the whole state, so that nothing missed matters. The first one comes at once: where it does not,
// something between collects what should come through, and the page asks instead.
const ASK_EVERY = 3000

export function follow (code, show) {
  let source, comesThrough

  function open () {
    source?.close()
    comesThrough = false
    source = new EventSource(`/room/${code}/live`)
    source.onmessage = (event) => { comesThrough = true; show(JSON.parse(event.data)) }
  }

  async function ask () {
    if (source.readyState === EventSource.OPEN && comesThrough) return
    try {
      const reply = await fetch(`/room/${code}/state`, { credentials: 'omit', signal: AbortSignal.timeout(ASK_EVERY) })
      if (reply.ok) show(await reply.json())
    } catch { /* still no network: the next time will do */ }
    if (source.readyState === EventSource.CLOSED) open()
  }

  open()
  setInterval(ask, ASK_EVERY)
  // A telephone that slept, or changed its network, asks at once.
  document.addEventListener('visibilitychange', () => document.hidden || open())
  addEventListener('online', open)
}
