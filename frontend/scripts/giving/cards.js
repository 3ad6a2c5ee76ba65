// The answering cards that this browser holds. Those that were drawn here stay, by the holder that
// their invitation names, so that two raters at one device don't see each other's. The card that
// was opened in this tab goes with the tab.
const STORE = 'everyseat-cards'

function read (store, name) {
  try {
    return JSON.parse(store.getItem(name) || '{}')
  } catch {
    return {} // what can't be read is no card
  }
}

function write (store, name, content) {
  if (Object.keys(content).length) store.setItem(name, JSON.stringify(content))
  else store.removeItem(name)
}

export function add (holder, address, card) {
  const all = read(localStorage, STORE)
  write(localStorage, STORE, { ...all, [holder]: { ...all[holder], [path(address)]: card } })
}

export function of (holder, address) {
  return read(localStorage, STORE)[holder]?.[path(address)]
}

// Every card that was drawn here for a page, whoever drew it.
export function drawnFor (address) {
  return Object.values(read(localStorage, STORE)).map((own) => own[path(address)]).filter(Boolean)
}

export function forget (holder) {
  const all = read(localStorage, STORE)
  for (const [address, card] of Object.entries(all[holder] || {})) {
    forgetDraft(address, card.code)
    if (opened(address)?.code === card.code) close(address)
  }
  delete all[holder]
  write(localStorage, STORE, all)
}

export function open (address, card) {
  write(sessionStorage, STORE, { ...read(sessionStorage, STORE), [path(address)]: card })
}

export function opened (address) {
  return read(sessionStorage, STORE)[path(address)]
}

// Forget the card that was opened in this tab, here and where it was drawn.
export function close (address) {
  const tab = read(sessionStorage, STORE)
  const code = tab[path(address)]?.code
  forgetDraft(address, code)
  delete tab[path(address)]
  write(sessionStorage, STORE, tab)
  const all = read(localStorage, STORE)
  for (const [holder, own] of Object.entries(all)) {
    if (own[path(address)]?.code === code) delete own[path(address)]
    if (!Object.keys(own).length) delete all[holder]
  }
  write(localStorage, STORE, all)
}

// Drafts are named after the page and the end of the card, so that two raters at one device don't mix.
export const draft = (address, code) => `everyseat-draft-${path(address)}-${(code || '').slice(-6)}`

export const forgetDraft = (address, code) => localStorage.removeItem(draft(address, code))

// A card as a link: what stands behind # never leaves the browser by itself.
export const link = (address, card) => `${address}#card=${card.code}&key=${card.key}`

export function fromHash (hash) {
  const parts = new URLSearchParams(hash.slice(1))
  return parts.get('card') ? { code: parts.get('card'), key: parts.get('key') || '' } : null
}

function path (address) {
  return new URL(address, location.href).pathname
}
