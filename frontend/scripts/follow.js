// Following a room: one connection that the server writes to, made again when it is lost. Each event
// is the whole state, so that nothing missed matters. Where events don't come through, it asks.
const ASK_EVERY = 3000
const SILENT_FOR = 45000

export function follow (code, show) {
  let heard = Date.now()
  let source = null
  const newest = (text) => { heard = Date.now(); show(JSON.parse(text)) }

  function open () {
    source?.close()
    source = new EventSource(`/room/${code}/live`)
    source.onmessage = (event) => newest(event.data)
  }

  async function ask () {
    if (source.readyState === EventSource.OPEN && Date.now() - heard < SILENT_FOR) return
    try {
      const reply = await fetch(`/room/${code}/state`, { credentials: 'omit' })
      if (reply.ok) newest(await reply.text())
    } catch { /* still no network: the next time will do */ }
    if (source.readyState === EventSource.CLOSED) open()
  }

  open()
  setInterval(ask, ASK_EVERY)
  // A telephone that slept, or changed its network, asks at once.
  document.addEventListener('visibilitychange', () => document.hidden || open())
  addEventListener('online', open)
}
