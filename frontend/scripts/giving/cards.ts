// The answering cards that this browser holds. Those that were drawn here stay, by the holder that
// their invitation names, so that two raters at one device don't see each other's. The card that
// was opened in this tab goes with the tab.
const STORE = 'everyseat-cards'

export interface Card {
  code: string
  key: string
}

type ByAddress = Record<string, Card>
type ByHolder = Record<string, ByAddress>

function read<T extends object>(store: Storage): T {
  try {
    return JSON.parse(store.getItem(STORE) || '{}') as T
  } catch {
    return {} as T // what can't be read is no card
  }
}

function write(store: Storage, content: object) {
  if (Object.keys(content).length) store.setItem(STORE, JSON.stringify(content))
  else store.removeItem(STORE)
}

const drawnHere = () => read<ByHolder>(localStorage)
const openedHere = () => read<ByAddress>(sessionStorage)

export function add(holder: string, address: string, card: Card) {
  const all = drawnHere()
  write(localStorage, { ...all, [holder]: { ...all[holder], [path(address)]: card } })
}

export function of(holder: string, address: string): Card | undefined {
  return drawnHere()[holder]?.[path(address)]
}

// Every card that was drawn here for a page, whoever drew it.
export function drawnFor(address: string): Card[] {
  return Object.values(drawnHere()).flatMap((own) => own[path(address)] ?? [])
}

export function forget(holder: string) {
  const all = drawnHere()
  for (const [address, card] of Object.entries(all[holder] ?? {})) {
    forgetDraft(address, card.code)
    if (opened(address)?.code === card.code) close(address)
  }
  delete all[holder]
  write(localStorage, all)
}

export function open(address: string, card: Card) {
  write(sessionStorage, { ...openedHere(), [path(address)]: card })
}

export function opened(address: string): Card | undefined {
  return openedHere()[path(address)]
}

// Forget the card that was opened in this tab, here and where it was drawn.
export function close(address: string) {
  const tab = openedHere()
  const code = tab[path(address)]?.code
  forgetDraft(address, code)
  delete tab[path(address)]
  write(sessionStorage, tab)
  const all = drawnHere()
  for (const [holder, own] of Object.entries(all)) {
    if (own[path(address)]?.code === code) delete own[path(address)]
    if (!Object.keys(own).length) delete all[holder]
  }
  write(localStorage, all)
}

// Drafts are named after the page and the end of the card, so that two raters at one device don't mix.
export const draft = (address: string, code?: string | null) =>
  `everyseat-draft-${path(address)}-${(code || '').slice(-6)}`

export const forgetDraft = (address: string, code?: string) =>
  localStorage.removeItem(draft(address, code))

// A card as a link: what stands behind # never leaves the browser by itself.
export const link = (address: string, card: Card) => `${address}#card=${card.code}&key=${card.key}`

export function fromHash(hash: string): Card | null {
  const parts = new URLSearchParams(hash.slice(1))
  const code = parts.get('card')
  return code ? { code, key: parts.get('key') || '' } : null
}

const path = (address: string) => new URL(address, location.href).pathname
