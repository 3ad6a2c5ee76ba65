// A dialogue, opened by its receipt on any device. The receipt's words stay in this browser.
import { newId } from '../../shared/ids.ts'
import { all, byId, field, maybe, one, onSubmit, pageData } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { chosenFiles, markOfFiles, mayBeSent, watchFiles } from '../chosen.ts'
import { joined } from '../content.ts'
import { type Case, date, entries } from '../dialogue.ts'
import { complain, complainOf, post, say, steps } from '../notices.ts'
import * as sealing from '../sealing.ts'
import * as sending from '../sending.ts'
import { type Stretched, stretch } from '../stretching.ts'
import { typedReceipt } from '../typed.ts'

interface Promised {
  acknowledge_by: string
  feedback_by: string
}

interface PassedOn {
  recipient: string
  words: Partial<Record<'cue' | 'what' | 'helped' | 'own', string>> & { felt?: string[] }
  answer: Record<string, string> | null
  heard: string
  ended: boolean
}

interface Found extends Case {
  for_receipt: string
  status_words: string
  recipient: string
  promise: Promised | null
  answer: PassedOn | null
}

// What opens a dialogue, once its receipt was stretched.
interface Own {
  identity: string
  locator: string
  recipient: string
}

const { addresses, most, part, stretch: cost } = pageData<sending.Sending>('sending')
const problem = one(document, '[data-problem]')
const form = maybe(document, '[data-open]', HTMLFormElement)
const named = maybe(document, '[data-stand-by]', HTMLFormElement)
if (form) startOpening(form)
if (named) startNaming(named)

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

const find = async (locator: string): Promise<Found> =>
  (await post(addresses.open, { locator })).json()

async function open({ key, locator }: Stretched) {
  const found = await find(locator)
  const identity = sealing.openWithReceipt(key, found.for_receipt)
  const section = one(document, '[data-dialogue]')
  section.hidden = false
  one(section, '[data-status]').textContent = found.status_words
  showDue(one(section, '[data-due]'), found.promise)
  const own = { identity, locator, recipient: found.recipient }
  await show(found, own)
  one(section, '[data-heading]').focus()
  startReply(own)
  startHeard(locator)
}

// By when a guardian promised to answer, when this was written.
function showDue(at: HTMLElement, promise: Promised | null) {
  at.hidden = false
  at.textContent = textsOf(at)('none')
  if (!promise) return
  const [reply, feedback] = [date(promise.acknowledge_by), date(promise.feedback_by)]
  at.textContent = textsOf(at)('text', { reply, feedback })
}

async function show(found: Found, { identity, locator }: Own) {
  const words = textsOf(one(document, '[data-words]'))
  const list = await entries(found, {
    identity,
    names: { reporter: words('you'), guardian: words('guardian') },
    words,
    fetchPart: async (file, number) =>
      (await post(addresses.file, { locator, file, number })).arrayBuffer(),
  })
  one(document, '[data-entries]').replaceChildren(...list)
  showAnswer(found.answer)
}

function showAnswer(answer: PassedOn | null) {
  const place = one(document, '[data-answer]')
  place.hidden = !answer
  one(document, '[data-sealed-only]').hidden = Boolean(answer)
  one(document, '[data-passed-on]').hidden = !answer
  if (!answer) return
  const words = textsOf(one(document, '[data-words]'))
  const { cue, what, helped, felt = [], own } = answer.words
  const passed = [cue, what, joined(...felt, own), helped]
  one(place, '[data-passed-words]').textContent = passed.filter(Boolean).join('\n')
  const state = answer.ended ? 'ended' : answer.answer ? 'from' : 'notYet'
  one(place, '[data-answer-recipient]').textContent = words(state, { name: answer.recipient })
  one(place, '[data-heard]').hidden = !answer.answer
  if (answer.heard) one(document, `#heard-${answer.heard}`, HTMLInputElement).checked = true
  one(place, '[data-answer-words]').replaceChildren(
    ...Object.entries(answer.answer ?? {}).map(([name, said]) => {
      const paragraph = document.createElement('p')
      const label = document.createElement('strong')
      label.textContent = `${words(name)}: `
      paragraph.append(label, said)
      return paragraph
    }),
  )
}

function startHeard(locator: string) {
  one(document, '[data-send-heard]').addEventListener('click', async () => {
    const heard = maybe(document, '[name=heard]:checked', HTMLInputElement)?.value
    const chosen = one(document, '[data-heard-kept]')
    chosen.hidden = false
    chosen.textContent = heard ? '' : textsOf(chosen)('choose')
    if (!heard) return
    const agrees = one(document, '#agrees', HTMLInputElement).checked
    try {
      await post(addresses.heard, { locator, heard, agrees })
      chosen.textContent = textsOf(chosen)('kept')
    } catch (error) {
      complainOf(error)
    }
  })
}

// What is being sent: the same again after a lost connection, anew once changed.
interface Message {
  mark: string
  files: sending.FileToSend[]
  request: { locator: string; entry: string; sealed: string }
}

function startReply(own: Own) {
  const reply = one(document, '[data-reply]', HTMLFormElement)
  const button = one(reply, 'button:not([type])', HTMLButtonElement)
  let made: Message | null = null
  onSubmit(reply, async () => {
    if (button.disabled) return
    button.disabled = true
    try {
      await send()
    } catch (error) {
      complainOf(error)
    }
    button.disabled = false
  })

  async function send() {
    const text = byId('reply').value.trim()
    const detriment = maybe(reply, '[name=detriment]:checked', HTMLInputElement)?.value ?? ''
    const mark = JSON.stringify([text, detriment, markOfFiles()])
    if (made?.mark !== mark) made = await newMessage(text, detriment, mark, own)
    if (!made) return
    await post(addresses.entry, made.request)
    await sending.sendFiles({ addresses, part }, own, made.files, steps)
    say('')
    made = null
    reply.reset()
    await show(await find(own.locator), own)
    all(document, '[data-entries] li').at(-1)?.focus()
  }
}

async function newMessage(
  text: string,
  detriment: string,
  mark: string,
  { locator, recipient }: Own,
): Promise<Message | null> {
  const files = await chosenFiles(most)
  const refused = mayBeSent(files, most)
  if (refused || !(text || files.length || detriment)) {
    complain(refused || 'empty')
    return null
  }
  say('seal')
  const content = { text, detriment, files: sending.described(files) }
  const sealed = await sealing.seal(content, [recipient])
  return { mark, files, request: { locator, entry: newId(), sealed } }
}
