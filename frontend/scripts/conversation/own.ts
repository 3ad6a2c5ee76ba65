// The card that this tab takes part with. Pages that everybody may read lead back to it; it is forgotten
// with the tab.
import { inTab } from '../shared/stores.ts'

const ADDRESS = /^\/conversation\/([a-z0-9]{8})\//
const NAME = 'conversation-'

const codeOf = (path: string) => ADDRESS.exec(path)?.[1] ?? ''

export const remember = (path: string) => inTab.set(NAME + codeOf(path), path)
export const forget = (path: string) => inTab.remove(NAME + codeOf(path))

// The address of the card's page; nothing where none was used here.
export const cardOf = (path: string) => inTab.get(NAME + codeOf(path)) ?? ''
