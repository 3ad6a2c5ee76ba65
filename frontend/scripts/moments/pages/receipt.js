// A dialogue, opened by its receipt on any device. The receipt's words stay in this browser.
import * as sealing from '../sealing.js'
import * as sending from '../sending.js'
import { newId } from '../../shared/ids.js'
import { date, entries } from '../dialogue.js'

const problem = document.querySelector('[data-problem]')
const form = document.querySelector('[data-open]')
const named = document.querySelector('[data-stand-by]')
if (form) startOpening()
if (named) startNaming()

function typed () {
  const { receipt, wrong, n } = sealing.readReceipt(document.getElementById('receipt').value)
  problem.hidden = Boolean(receipt)
  const { notWords, notEight } = problem.dataset
  if (!receipt) problem.textContent = wrong ? notWords.replace('{word}', wrong) : notEight.replace('{n}', n)
  return receipt
}

function startNaming () {
  named.hidden = false
  named.addEventListener('submit', async (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const receipt = typed()
    if (!receipt) return
    named.elements.locator.value = (await sealing.stretch(receipt)).locator
    named.submit()
  }, true)
}

function startOpening () {
  form.hidden = false
  sending.watchFiles()
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const receipt = typed()
    if (!receipt) return
    const opening = form.querySelector('[data-opening]')
    opening.hidden = false
    try {
      const stretched = await sealing.stretch(receipt, (part) => {
        opening.querySelector('progress').value = 100 * part
      })
      await open(stretched)
      form.hidden = true
    } catch (error) {
      problem.textContent = error instanceof sending.Refused ? error.message : problem.dataset.unknown
      problem.hidden = false
    }
    opening.hidden = true
  }, true)
}

async function open ({ key, locator }) {
  const found = await (await sending.post('/sealed/open/', { locator })).json()
  const identity = sealing.openWithReceipt(key, found.for_receipt)
  const section = document.querySelector('[data-dialogue]')
  section.hidden = false
  section.querySelector('[data-status]').textContent = found.status_words
  showDue(section.querySelector('[data-due]'), found.promise)
  await show(found, identity, locator)
  section.querySelector('[data-heading]').focus()
  startReply(identity, locator, found.recipient)
  startHeard(locator)
}

// By when a guardian promised to answer, when this was written.
function showDue (at, promise) {
  at.hidden = false
  at.textContent = at.dataset.none
  if (!promise) return
  const { acknowledge_by: reply, feedback_by: feedback } = promise
  at.textContent = at.dataset.text.replace('{reply}', date(reply)).replace('{feedback}', date(feedback))
}

async function show (found, identity, locator) {
  const words = document.querySelector('[data-words]').dataset
  const fetchPart = async (file, number) => (await sending.post('/sealed/file/', { locator, file, number })).arrayBuffer()
  const list = document.querySelector('[data-entries]')
  list.replaceChildren(...await entries(found, identity, { reporter: words.you, guardian: words.guardian }, words, fetchPart))
  showAnswer(found.answer, words)
}

function showAnswer (answer, words) {
  const part = document.querySelector('[data-answer]')
  part.hidden = !answer
  document.querySelector('[data-sealed-only]').hidden = Boolean(answer)
  document.querySelector('[data-passed-on]').hidden = !answer
  if (!answer) return
  const { cue, what, helped, felt, own } = answer.words
  const told = [cue, what, [...(felt || []), own].filter(Boolean).join(', '), helped]
  part.querySelector('[data-passed-words]').textContent = told.filter(Boolean).join('\n')
  const text = answer.ended ? words.ended : answer.answer ? words.from : words.notYet
  part.querySelector('[data-answer-told]').textContent = text.replace('{name}', answer.told)
  part.querySelector('[data-heard]').hidden = !answer.answer
  if (answer.heard) document.getElementById(`heard-${answer.heard}`).checked = true
  part.querySelector('[data-answer-words]').replaceChildren(...Object.entries(answer.answer || {}).map(([name, said]) => {
    const paragraph = document.createElement('p')
    const label = document.createElement('strong')
    label.textContent = `${words[name]}: `
    paragraph.append(label, said)
    return paragraph
  }))
}

function startHeard (locator) {
  document.querySelector('[data-send-heard]').addEventListener('click', async () => {
    const heard = document.querySelector('[name=heard]:checked')?.value
    const chosen = document.querySelector('[data-heard-kept]')
    chosen.hidden = false
    chosen.textContent = heard ? '' : chosen.dataset.choose
    if (!heard) return
    const agrees = document.getElementById('agrees').checked
    try {
      await sending.post('/sealed/heard/', { locator, heard, agrees })
      chosen.textContent = chosen.dataset.kept
    } catch (error) {
      sending.complain('unknown', error instanceof sending.Refused ? error.message : '')
    }
  })
}

function startReply (identity, locator, recipient) {
  const reply = document.querySelector('[data-reply]')
  let made = null // what is being sent: the same again after a lost connection, anew once changed
  reply.addEventListener('submit', async (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const button = reply.querySelector('button:not([type])')
    if (button.disabled) return
    button.disabled = true
    try {
      await send()
    } catch (error) {
      sending.complain('unknown', error instanceof sending.Refused ? error.message : '')
    }
    button.disabled = false
  }, true)

  async function send () {
    const text = document.getElementById('reply').value.trim()
    const detriment = reply.querySelector('[name=detriment]:checked')?.value || ''
    const mark = JSON.stringify([text, detriment, sending.markOfFiles()])
    if (made?.mark !== mark) made = await newMessage(text, detriment, mark)
    if (!made) return
    await sending.post('/sealed/entry/', made.request)
    await sending.sendFiles(locator, recipient, made.files)
    made = null
    reply.reset()
    sending.say('')
    const found = await (await sending.post('/sealed/open/', { locator })).json()
    await show(found, identity, locator)
    document.querySelector('[data-entries] li:last-child').focus()
  }

  async function newMessage (text, detriment, mark) {
    const files = await sending.chosenFiles()
    const refused = sending.mayBeSent(files)
    if (refused || !(text || files.length || detriment)) return sending.complain(refused || 'empty')
    sending.say('seal')
    const sealed = await sealing.seal({ text, detriment, files: sending.described(files) }, [recipient])
    return { mark, files, request: { locator, entry: newId(), sealed } }
  }
}
