// A dialogue, opened by its receipt on any device. The receipt's words stay in this browser.
import { begun, isAble } from '../../giving/able.ts'
import { field, maybe, one, onSubmit } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { watchFiles } from '../chosen.ts'
import { showReaders } from '../letting_in.ts'
import { cost, find, page, read } from '../receipt/opened.ts'
import { showAll } from '../receipt/shown.ts'
import { startViews } from '../receipt/views.ts'
import { startHeard, startWriting } from '../receipt/writing.ts'
import * as sealing from '../sealing.ts'
import * as sending from '../sending.ts'
import { type Stretched, stretch } from '../stretching.ts'
import { typedReceipt } from '../typed.ts'

const problem = one(document, '[data-problem]')
const form = maybe(document, '[data-open]', HTMLFormElement)
const named = maybe(document, '[data-stand-by]', HTMLFormElement)
if (isAble()) {
  if (form) startOpening(form)
  if (named) startNaming(named)
  begun()
}

function startNaming(form: HTMLFormElement) {
  form.hidden = false
  onSubmit(form, async () => {
    const receipt = typedReceipt()
    if (!receipt) return
    field(form, 'locator').value = (await stretch(receipt, cost)).locator
    form.submit()
  })
}

function startOpening(form: HTMLFormElement) {
  form.hidden = false
  watchFiles()
  onSubmit(form, () => {
    const receipt = typedReceipt()
    if (receipt) void openWith(receipt, form)
  })
}

async function openWith(receipt: string, form: HTMLFormElement) {
  const opening = one(form, '[data-opening]')
  const progress = one(opening, 'progress', HTMLProgressElement)
  opening.hidden = false
  try {
    const stretched = await stretch(receipt, cost, (part) => {
      progress.value = 100 * part
    })
    await open(stretched)
    form.hidden = true
  } catch (error) {
    const isSaid = error instanceof sending.Refused
    problem.textContent = isSaid ? error.message : textsOf(problem)('unknown')
    problem.hidden = false
  }
  opening.hidden = true
}

async function open({ key, locator }: Stretched) {
  const found = await find(locator)
  const identity = sealing.openWithReceipt(key, found.for_receipt)
  const dialogue = await read({ identity, locator, recipient: found.recipient }, found)
  const section = one(document, '[data-dialogue]')
  section.hidden = false
  showAll(dialogue)
  startWriting(dialogue, showReaders(found, dialogue.own, page))
  startHeard(dialogue)
  startViews(section)
}
