// The section of a page that shows a receipt while what it opens is being sent.
import { mayLeave, stay } from '../shared/leaving.ts'
import { one } from '../shared/page.ts'
import { textsOf } from '../shared/texts.ts'
import { date } from './dialogue.ts'
import { showToKeep } from './keeping.ts'
import * as tab from './tab.ts'

const KEPT = 'receipt'
const section = one(document, '[data-receipt-made]')
const form = one(document, '[data-form]')
let shown: { stop: () => void } | null = null // the receipt on the screen
let isKept = false // somebody has it, or wants it gone: it is not kept for the tab again

// What a receipt is of, so that whoever finds it in a tab knows whether it is theirs.
export interface About {
  kind: 'moment' | 'concern'
  on: string
}

// What a tab keeps of a receipt, and of what may not have arrived under it.
export interface Kept<Request> {
  receipt: string
  about: About
  request?: Request
  arrived?: boolean
  files?: boolean
}

export function keepForTab(content: Kept<object>) {
  if (isKept) return
  one(section, '[data-keep-not-stored]').hidden = tab.keep(KEPT, content)
}

export const keptInTab = <Request>() => tab.kept<Kept<Request>>(KEPT)

export const forgetInTab = () => tab.forget(KEPT)

export type State = 'sending' | 'arrived' | 'unknown'

export function showReceipt(receipt: string, name: State) {
  shown?.stop()
  form.hidden = true
  section.hidden = false
  state(name)
  isKept = false
  shown = showToKeep(section, receipt.split(' '), () => {
    isKept = true
    forgetInTab()
    return undefined
  })
  section.focus()
  scrollTo(0, 0)
}

// It was found in this tab: say what it is of, and show the words when asked for. It may be somebody
// else's who sat here before.
export function sayFound({ kind, on }: About) {
  const found = one(section, '[data-found]')
  const text = one(found, '[data-found-text]')
  text.textContent = textsOf(text)(kind === 'concern' ? 'ofConcern' : 'ofMoment', { day: date(on) })
  found.hidden = false
  const hidden = [one(section, '[data-keep-shown]'), one(section, '[data-keep-forget-row]')]
  for (const part of hidden) part.hidden = true
  one(found, '[data-found-show]').onclick = () => {
    found.hidden = true
    for (const part of hidden) part.hidden = false
    section.focus()
  }
}

// What was sent first had arrived: its receipt opens that, and what was changed is still here.
export function hasArrived(receipt: string, about: About) {
  keepForTab({ receipt, about, arrived: true })
  showReceipt(receipt, 'arrived')
  form.hidden = false
}

export function hideReceipt() {
  shown?.stop()
  section.hidden = true
  form.hidden = false
}

// Until it has arrived there is nothing to come back to, and nothing to be forgotten.
export function state(name: State) {
  const text = one(section, '[data-state]')
  text.textContent = textsOf(text)(name)
  section.dataset.now = name
  one(section, '[data-again]').hidden = name !== 'unknown'
}

export function waitForFiles(state: 'waiting' | 'arrived' | 'lost') {
  const text = one(document, '[data-files-wait-text]')
  text.textContent = textsOf(text)(state)
  if (text.parentElement) text.parentElement.hidden = false
}

export const onAgain = (act: () => void) =>
  one(section, '[data-again] button').addEventListener('click', act)

// It can't be sent: what was written stands there, to be copied.
export function showUnsent(text: string, why: string, arrived: boolean) {
  const unsent = one(document, '[data-unsent]')
  one(unsent, '[data-unsent-why]').textContent = why
  one(unsent, '[data-nothing-kept]').hidden = arrived
  one(unsent, '#unsent', HTMLTextAreaElement).value = text
  form.hidden = true
  unsent.hidden = false
  unsent.focus()
  stay(unsent)
  one(unsent, '[data-discard]').addEventListener('click', () => {
    forgetInTab()
    mayLeave(unsent)
    location.reload()
  })
}
