// Sending a new case. Its receipt is shown, and kept for this tab, before anything leaves it: no case
// is there whose receipt nobody ever had. Tried again it is the same, byte for byte; once anything
// was changed it goes out anew under the same receipt, which opens one case at most.

import { today } from '../shared/days.ts'
import { newId } from '../shared/ids.ts'
import { mayLeave, stay } from '../shared/leaving.ts'
import { all, maybe, one, pageData } from '../shared/page.ts'
import { chosenFiles, markOfFiles, mayBeSent } from './chosen.ts'
import { plain, shortened } from './content.ts'
import { complain, post, say, steps } from './notices.ts'
import * as section from './receipt_made.ts'
import { newReceipt } from './receipts.ts'
import * as sealing from './sealing.ts'
import * as sending from './sending.ts'
import { stretch } from './stretching.ts'

const {
  addresses,
  most,
  part,
  title: longestTitle,
  stretch: cost,
} = pageData<sending.Sending>('sending')

interface Key extends sealing.GuardianKey {
  escrow: boolean
}

interface Request extends sealing.NewCase {
  entry: string
  sealed: string
  route: string
  promise: number | null
}

interface Made {
  receipt: string
  request: Request
  files: sending.FileToSend[]
  mark: string
  about: section.About
}

// What is written in a form, and how it is to be passed on.
export interface Report {
  content: { what: string; kind: section.About['kind']; anonymous: boolean }
  route: string
  title: string
}

let made: Made | null = null // what is being sent
const SEND = 'send'
const FILES = 'files'

export async function send(form: HTMLFormElement, write: () => Report) {
  const button = one(form, '[data-submit]', HTMLButtonElement)
  if (button.disabled) return
  button.disabled = true
  try {
    await seal(write())
  } catch (error) {
    section.hideReceipt()
    stay(SEND)
    const refused = error instanceof sending.Refused ? error : null
    if (refused?.arrived && made) section.hasArrived(made.receipt, made.about)
    complain('unknown', refused?.message)
  }
  button.disabled = false
}

function chosenKeys(): Key[] {
  const boxes = all(document, '[data-guardians] [data-key]', HTMLInputElement)
  const checked = boxes.filter((box) => box.checked).map((box) => box.dataset.key)
  return pageData<Key[]>('sealing').filter((key) => checked.includes(key.id))
}

async function seal(report: Report) {
  const chosen = chosenKeys()
  if (!report.content.what) return complain('empty')
  if (!chosen.some((key) => !key.escrow)) return complain('noGuardian')
  const mark = JSON.stringify([report.content, chosen.map((key) => key.id), markOfFiles()])
  if (made?.mark !== mark) {
    const found = await newRequest(report, chosen, mark)
    if (!found) return
    made = found
  }
  say('')
  section.keepForTab({ receipt: made.receipt, about: made.about, request: made.request })
  section.showReceipt(made.receipt, 'sending')
  await deliver(made)
}

async function newRequest(report: Report, chosen: Key[], mark: string): Promise<Made | null> {
  const files = await chosenFiles(most)
  const refused = mayBeSent(files, most)
  if (refused) {
    complain(refused)
    return null
  }
  say('stretch')
  const receipt = made?.receipt ?? newReceipt()
  const stretched = await stretch(receipt, cost, (done) => say('stretch', 100 * done))
  const title = shortened(report.title || report.content.what, longestTitle)
  const { kind, anonymous } = report.content
  const opened = await sealing.newCase(stretched, chosen, { title, kind, anonymous })
  say('seal')
  const content = { ...report.content, files: sending.described(files) }
  const sealed = await sealing.seal(content, [opened.recipient])
  const promise = pageData<number | null>('promise')
  const request = { ...opened, entry: newId(), sealed, route: report.route, promise }
  const about = { kind: report.content.kind, on: today() }
  return { receipt, files, mark, request, about }
}

async function deliver({ receipt, request, files, about }: Omit<Made, 'mark'>) {
  await post(addresses.new, request)
  say('') // a connection that was lost is there again
  mayLeave(SEND)
  maybe(document, '[data-tell], [data-concern]', HTMLFormElement)?.reset() // nothing is kept here
  made = null
  section.state('arrived')
  section.keepForTab({ receipt, about, arrived: true, files: files.length > 0 })
  if (!files.length) return
  section.waitForFiles('waiting')
  stay(FILES)
  await sending.sendFiles({ addresses, part }, request, files, steps)
  say('')
  mayLeave(FILES)
  section.waitForFiles('arrived')
  section.keepForTab({ receipt, about, arrived: true })
}

// This tab was reloaded before its receipt was kept. What may not have arrived is sent when asked for.
export function goOn() {
  const before = section.keptInTab<Request>()
  if (!before) return
  const { receipt, request, arrived, files, about } = before
  section.showReceipt(receipt, arrived ? 'arrived' : 'unknown')
  section.sayFound(about)
  if (files) section.waitForFiles('lost')
  if (!arrived && request) section.onAgain(() => void sendAgain(receipt, request, about))
}

async function sendAgain(receipt: string, request: Request, about: section.About) {
  try {
    section.state('sending')
    await deliver({ receipt, request, files: [], about })
  } catch (error) {
    section.state('unknown')
    const isFinal = error instanceof sending.Refused && error.isFinal
    if (isFinal) await giveBack({ receipt, request, about }, error)
    else complain('notKnown')
  }
}

// It can't be sent: what was written is opened again, to be copied.
async function giveBack(
  { receipt, request, about }: Pick<Made, 'receipt' | 'request' | 'about'>,
  refused: sending.Refused,
) {
  const { key } = await stretch(receipt, cost)
  const identity = sealing.openWithReceipt(key, request.for_receipt)
  const { name, who, cue, what, own, helped } = plain(await sealing.open(request.sealed, identity))
  if (refused.arrived) section.hasArrived(receipt, about)
  else section.hideReceipt()
  const texts = [name, who, cue, what, own, helped].filter(Boolean)
  section.showUnsent(texts.join('\n\n'), refused.message, refused.arrived)
}
