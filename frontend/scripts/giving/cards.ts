// The answering cards that this browser holds. Those that were drawn here stay, by the holder that
// their invitation names, so that two raters at one device don't see each other's. The card that
// was opened in this tab goes with the tab.
import { inBrowser, inTab, type Kept } from '../shared/stores.ts'
import { inFragment } from './fragments.ts'

const STORE = 'everyseat-cards'

export interface Card {
  code: string
  key: string
  sent?: boolean // whether answers were sent with it from here: nobody else could say so
}

type ByAddress = Record<string, Card>
type ByHolder = Record<string, ByAddress>

function read<T extends object>(store: Kept): T {
  try {
    return JSON.parse(store.get(STORE) || '{}') as T
  } catch {
    return {} as T // what can't be read is no card
  }
}

function write(store: Kept, content: object): boolean {
  if (Object.keys(content).length) return store.set(STORE, JSON.stringify(content))
  store.remove(STORE)
  return true
}

const drawnHere = () => read<ByHolder>(inBrowser)
const openedHere = () => read<ByAddress>(inTab)

export function add(holder: string, address: string, card: Card) {
  const all = drawnHere()
  write(inBrowser, { ...all, [holder]: { ...all[holder], [path(address)]: card } })
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
  write(inBrowser, all)
}

// Whether this tab keeps it: where it does not, the card is gone with the page.
export const open = (address: string, card: Card): boolean =>
  write(inTab, { ...openedHere(), [path(address)]: card })

export function opened(address: string): Card | undefined {
  return openedHere()[path(address)]
}

// Note that answers were sent with the card that was opened in this tab, where this browser keeps it.
// It says no more than the card does, with which anybody could ask for the answers.
export function noteSent(address: string) {
  const card = opened(address)
  if (!card) return
  open(address, { ...card, sent: true })
  for (const [holder, own] of Object.entries(drawnHere())) {
    const drawn = own[path(address)]
    if (drawn?.code === card.code) add(holder, address, { ...drawn, sent: true })
  }
}

// Forget the card that was opened in this tab, here and where it was drawn.
export function close(address: string) {
  const tab = openedHere()
  const code = tab[path(address)]?.code
  forgetDraft(address, code)
  delete tab[path(address)]
  write(inTab, tab)
  const all = drawnHere()
  for (const [holder, own] of Object.entries(all)) {
    if (own[path(address)]?.code === code) delete own[path(address)]
    if (!Object.keys(own).length) delete all[holder]
  }
  write(inBrowser, all)
}

// Drafts are named after the page and the end of the card, so that two raters at one device don't mix.
export const draft = (address: string, code?: string | null) =>
  `everyseat-draft-${path(address)}-${(code || '').slice(-6)}`

export const hasDraft = (address: string, code: string) => !!inBrowser.get(draft(address, code))

export const forgetDraft = (address: string, code?: string) =>
  inBrowser.remove(draft(address, code))

// A card as a link: what stands behind # never leaves the browser by itself.
export const link = (address: string, card: Card) => `${address}#card=${card.code}&key=${card.key}`

export function fromHash(hash: string): Card | null {
  const code = inFragment(hash, 'card')
  return code ? { code, key: inFragment(hash, 'key') } : null
}

const path = (address: string) => new URL(address, location.href).pathname
