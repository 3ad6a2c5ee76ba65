// Who can open a dialogue, and guardians with a new key, whom its reporter can let open it again: only
// the reporter's browser has what opens it then.
import { all, make, one } from '../shared/page.ts'
import { textsOf } from '../shared/texts.ts'
import { plain, shortened } from './content.ts'
import { type Case, opened } from './dialogue.ts'
import { complainOf, post } from './notices.ts'
import { listOf, type Reader, readersText } from './readers.ts'
import { type GuardianKey, wrap } from './sealing.ts'
import type { Sending } from './sending.ts'

interface NewKey extends GuardianKey {
  name: string
}

export interface Opening extends Case {
  readers: Reader[]
  renewed: NewKey[]
}

interface Own {
  identity: string
  locator: string
}

// Show who can open it. Return what lets new keys in: it does nothing where there is none.
export function showReaders(found: Opening, own: Own, { addresses, title }: Sending) {
  const place = one(document, '[data-readers-place]')
  const words = textsOf(place)
  const lines = readersText(found.readers, words)
  one(place, '[data-readers-now]').replaceChildren(...lines.map((line) => make('p', line)))
  one(place, '[data-no-reader]').hidden = found.readers.length > 0
  const again = one(place, '[data-again]')
  const names = listOf(found.renewed.map(({ name }) => name))
  again.hidden = !names
  one(again, '[data-again-text]').textContent = words('renewed', { names })
  const isRead = Boolean(found.readers.length || names)
  for (const button of all(document, '[data-go=write]')) button.hidden = !isRead
  one(place, '[data-nobody-comes]').hidden = isRead
  let isDone = !names
  const letIn = async () => {
    if (isDone) return
    const keys = await wrappedAgain(found, own, title)
    await post(addresses.again, { locator: own.locator, keys })
    isDone = true
    again.hidden = true
    one(place, '[data-no-reader]').hidden = true
    one(place, '[data-let-in]').textContent = words('letIn', { names })
  }
  one(again, 'button').addEventListener('click', () => void letIn().catch(complainOf))
  return letIn
}

// What opens the case, with the line for the guardians' list, to each of the new keys.
async function wrappedAgain(found: Opening, { identity }: Own, longest: number) {
  const [first] = await opened(found, identity)
  const { cue, what, kind, anonymous } = first?.content ?? plain({})
  const listed = { identity, title: shortened(cue || what, longest), kind, anonymous }
  const keys: Record<string, string> = {}
  for (const key of found.renewed) keys[key.id] = await wrap(listed, key.recipient)
  return keys
}
