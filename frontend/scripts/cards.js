// The answering cards that this browser holds: by review and group, their code and the cycle's key.
const STORE = 'everyseat-cards'

function read () {
  try {
    return JSON.parse(localStorage.getItem(STORE) || '{}')
  } catch {
    return {}
  }
}

export function add (address, card) {
  localStorage.setItem(STORE, JSON.stringify({ ...read(), [path(address)]: card }))
}

export function of (address) {
  return read()[path(address)]
}

export function forget (addresses) {
  const kept = Object.entries(read()).filter(([address]) => !addresses.map(path).includes(address))
  if (kept.length) localStorage.setItem(STORE, JSON.stringify(Object.fromEntries(kept)))
  else localStorage.removeItem(STORE)
  for (const address of addresses) forgetDrafts(path(address))
}

// Drafts are named after the page and the end of the card, so that two raters at one device don't mix.
export const draft = (address, code) => `everyseat-draft-${path(address)}-${(code || '').slice(-6)}`

export function forgetDrafts (address) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(`everyseat-draft-${path(address)}`)) localStorage.removeItem(key)
  }
}

// A card as a link: what stands behind # never leaves the browser by itself.
export const link = (address, card) => `${address}#card=${card.code}&key=${card.key}`

export function fromHash (hash) {
  const parts = new URLSearchParams(hash.slice(1))
  return parts.get('card') ? { code: parts.get('card'), key: parts.get('key') || '' } : null
}

function path (address) {
  return new URL(address, location.href).pathname
}
