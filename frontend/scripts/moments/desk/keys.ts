// Guardians' keys. A key that nobody can open again is worse than none. So a guardian's key is not
// used before its file was chosen again and opened, and one in escrow not before two parts were typed
// from the paper.
import { base64, bytesOf } from '../../shared/bytes.ts'
import { today } from '../../shared/days.ts'
import { download } from '../../shared/files.ts'
import { mayLeave, stay } from '../../shared/leaving.ts'
import { field, one } from '../../shared/page.ts'
import { wait } from '../../shared/wait.ts'
import { date } from '../dialogue.ts'
import { showToKeep } from '../keeping.ts'
import * as sealing from '../sealing.ts'
import * as tab from '../tab.ts'
import { addressOf, desk, hide, open, part, send, trying, words } from './desk.ts'
import { list, openedCases, unopenedCases } from './list.ts'
import { newPassphrase } from './new_passphrase.ts'
import { WrongField } from './problems.ts'
import { recordsFor } from './records.ts'
import { shareWith, wrappedTo } from './sharing.ts'

const COPY = 'guardian-key'
const ESCROW = 'escrow'
const A_MOMENT = 30 // milliseconds, in which words appear before a browser is busy

type Kind = 'key' | 'newKey'

// A key that was made here, and is not used before a copy of it is known to be safe.
interface Copy {
  recipient: string
  kept: string
  kind: Kind
}

interface EscrowKey {
  name: string
  identity: string
  recipient: string
}

let copy: Copy | null = null

const passphraseIn = (form: HTMLFormElement) => field(form, 'passphrase').value

// Open what is kept under a passphrase, while the page says that this takes a moment.
export async function unlocked(kept: string, passphrase: string, busy: string): Promise<string> {
  hide(busy, false)
  await wait(A_MOMENT)
  try {
    return await sealing.unlock(kept, passphrase)
  } catch {
    throw new WrongField('passphrase', words('wrong'))
  } finally {
    hide(busy)
  }
}

export async function unlock(form: HTMLFormElement) {
  open.identity = await unlocked(desk.key?.kept ?? '', passphraseIn(form), 'busy')
  hide('busy', false) // until there is something to see
  await list().finally(() => hide('busy'))
  form.hidden = true
  hide('lost')
  hide('open', false)
}

export async function makeKey(form: HTMLFormElement, kind: Kind) {
  const { recipient, kept } = await sealing.newGuardianKey(newPassphrase(form))
  form.reset()
  copy = { recipient, kept, kind }
  tab.keep(COPY, copy)
  showCopy()
}

// On the way to a new key there is a way back, until it is made.
export function showLost(isLost: boolean) {
  hide('unlock', isLost)
  hide('lost', isLost)
  hide('make-key', !isLost)
}

function showCopy() {
  for (const name of ['unlock', 'make-key', 'lost']) hide(name)
  hide('copy', false)
  part('copy-heading').focus()
  stay(COPY)
}

export function saveCopy() {
  if (copy) saveFile(copy)
}

// Save the file of the key in use once more: it is as it was.
export function saveKey() {
  if (desk.key) saveFile(desk.key)
}

// Its name ends as the key does in the list of keys: an old file is not taken for a new one.
function saveFile({ kept, recipient }: { kept: string; recipient: string }) {
  download(new Blob([bytesOf(kept)]), `guardian-key-${recipient.slice(-10)}.age`)
}

export function discardCopy() {
  letCopyGo()
  location.reload()
}

export async function useKey(form: HTMLFormElement) {
  const file = one(form, '[name=copy]', HTMLInputElement).files?.[0]
  if (!file || !copy) throw new WrongField('copy', words('noFile'))
  const kept = base64(new Uint8Array(await file.arrayBuffer()))
  if (kept !== copy.kept) throw new WrongField('copy', words('otherFile'))
  await unlocked(kept, passphraseIn(form), 'checking')
  const { recipient, kind } = copy
  const taken = kind === 'newKey' ? await everyCase(recipient) : {}
  await send(addressOf(kind), { recipient, kept, ...taken })
  letCopyGo()
  if (kind === 'newKey') return location.reload()
  hide('copy')
  hide('made', false)
  part('made-heading').focus()
}

// A new key for a guardian whose old one is open: every case goes over to it, or nothing is changed.
async function everyCase(recipient: string) {
  await list() // what came since this page was opened goes over too
  const wrapped = await wrappedTo(openedCases(), recipient)
  return { wrapped, unopened: unopenedCases(), records: await recordsFor(recipient) }
}

function letCopyGo() {
  tab.forget(COPY)
  mayLeave(COPY)
}

// After a reload: what was made in this tab, and is not safe yet. To take cases over, or to share them,
// the desk's own key must be open first.
export function goOnWithKeys() {
  copy = tab.kept<Copy>(COPY)
  if (copy && copy.recipient === desk.key?.recipient) letCopyGo()
  else if (copy && (open.identity || copy.kind === 'key')) return showCopy()
  const made = open.identity ? tab.kept<EscrowKey>(ESCROW) : null
  if (made) showEscrow(made)
}

// ---- a key in escrow

export async function escrow(form: HTMLFormElement) {
  const name = field(form, 'name').value.trim()
  if (!name) throw new WrongField('name', words('noName'))
  const { identity, recipient } = await sealing.newPaperKey()
  const made = { name, identity, recipient }
  tab.keep(ESCROW, made)
  showEscrow(made)
}

function showEscrow(made: EscrowKey) {
  const section = part('escrow-made')
  const details = section.closest('details')
  location.hash = 'keys'
  hide('escrow')
  if (details) details.open = true
  section.hidden = false
  part('keep-paper').textContent = `${made.name}, ${date(today())} …${made.recipient.slice(-10)}`
  const parts = made.identity.match(/^AGE-SECRET-KEY-1|.{1,6}/g) ?? []
  const done = async (how: string) => {
    if (how === 'kept' && !(await trying(() => useEscrow(made), part('keep-check')))) return false
    tab.forget(ESCROW)
    mayLeave(section)
    location.reload()
    return true
  }
  showToKeep(section, parts, done, 1)
  section.scrollIntoView()
}

// Sent again after a lost reply it is the same key. Where another guardian has to confirm it first,
// nothing is sealed to it yet.
async function useEscrow({ name, recipient }: EscrowKey) {
  const made = await send<{ id: string; waits: boolean }>(addressOf('escrow'), { name, recipient })
  if (!made.waits) await shareWith({ id: made.id, recipient }, openedCases())
}
