// Telling and raising a concern: what is sealed never reaches the form's own address.
import * as sealing from '../sealing.js'
import * as sending from '../sending.js'
import * as tab from '../tab.js'
import { newId } from '../../shared/ids.js'
import { mayLeave, stay } from '../../shared/leaving.js'
import { showToKeep } from '../keeping.js'

const TITLE = 70
const KEPT = 'receipt'

const tell = document.querySelector('[data-tell]')
const concern = document.querySelector('[data-concern]')
const section = document.querySelector('[data-receipt-made]')
const read = (name) => JSON.parse(document.getElementById(name).textContent)
const keys = read('sealing')
let shown = null // the receipt on the screen
let isKept = false // somebody has it, or wants it gone: it is not kept for the tab again

function startTelling () {
  const routes = [...tell.querySelectorAll('[name=route]')]
  for (const route of routes) {
    if (!('notOffered' in route.dataset)) route.disabled = false
    route.addEventListener('change', show)
  }
  show()
  tell.addEventListener('submit', (event) => {
    const route = routes.find((one) => one.checked)
    const missing = whatIsMissing(route)
    if (!missing && !('sealed' in route.dataset)) return // their own routes go to the server
    event.preventDefault()
    event.stopImmediatePropagation()
    if (missing) return sending.complain(...missing)
    send(tell, () => telling(route.value), route.value, document.getElementById('id_cue').value)
  }, true)

  function show () {
    const route = routes.find((one) => one.checked)
    const sealed = Boolean(route && 'sealed' in route.dataset)
    tell.querySelector('[data-sealed-part]').hidden = !sealed
    tell.querySelector('[data-known]').hidden = route?.value !== 'guardian'
    const button = tell.querySelector('[data-submit]')
    button.textContent = sealed ? button.dataset.sealed : button.dataset.open
  }
}

// What has to be said before anything leaves this browser, and where.
function whatIsMissing (route) {
  for (const name of ['who', 'cue', 'what']) {
    const field = document.getElementById(`id_${name}`)
    if (!field.value.trim()) return [name, '', field]
  }
  const felt = tell.querySelectorAll('[name=felt]:checked').length
  const first = tell.querySelector('[name=felt]')
  if (!felt && !document.getElementById('id_own').value.trim()) return ['felt', '', first]
  if (felt > 3) return ['three', '', first]
  if (!route) return ['route', '', tell.querySelector('[name=route]:enabled')]
  return nameIsMissing(route.value === 'guardian')
}

function nameIsMissing (known) {
  const field = document.getElementById('name')
  return known && !field.value.trim() ? ['name', '', field] : null
}

function telling (route) {
  const value = (name) => document.getElementById(`id_${name}`).value.trim()
  return {
    kind: 'moment',
    anonymous: route === 'anonymous',
    name: route === 'guardian' ? document.getElementById('name').value.trim() : '',
    who: value('who'),
    cue: value('cue'),
    what: value('what'),
    felt: [...tell.querySelectorAll('[name=felt]:checked')].map((box) => box.value),
    own: value('own'),
    helped: value('helped'),
    pass_on: tell.querySelector('[name=pass_on]:checked').value
  }
}

function startConcern () {
  concern.hidden = false
  const show = () => { concern.querySelector('[data-known]').hidden = !isKnown() }
  for (const choice of concern.querySelectorAll('[name=known]')) choice.addEventListener('change', show)
  show()
  concern.addEventListener('submit', (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const missing = nameIsMissing(isKnown())
    if (missing) return sending.complain(...missing)
    const route = isKnown() ? 'guardian' : 'anonymous'
    send(concern, raised, route, document.getElementById('what').value)
  }, true)
}

const isKnown = () => Boolean(document.getElementById('known-yes')?.checked)

function raised () {
  const known = isKnown()
  return {
    kind: 'concern',
    anonymous: !known,
    name: known ? document.getElementById('name').value.trim() : '',
    what: document.getElementById('what').value.trim(),
    helped: document.getElementById('helped').value.trim(),
    elements: [...concern.querySelectorAll('[data-element]:checked')].map((box) => box.dataset.element),
    profession: document.getElementById('profession').value
  }
}

// What is being sent. Its receipt is shown, and kept for this tab, before anything leaves it: no case
// is there whose receipt nobody ever had. Tried again it is the same, byte for byte; once anything
// was changed it goes out anew under the same receipt, which opens one case at most.
let made = null

async function send (form, written, route, title) {
  const button = form.querySelector('[data-submit]')
  if (button.disabled) return
  button.disabled = true
  try {
    await seal(written(), route, title)
  } catch (error) {
    hideReceipt()
    stay(send)
    if (error.arrived) hasArrived(made.receipt)
    sending.complain('unknown', error instanceof sending.Refused ? error.message : '')
  }
  button.disabled = false
}

async function seal (content, route, title) {
  const boxes = [...document.querySelectorAll('[data-guardians] [data-key]')]
  const chosen = keys.filter((key) => boxes.some((box) => box.checked && box.dataset.key === key.id))
  if (!content.what) return sending.complain('empty')
  if (!chosen.some((key) => !key.escrow)) return sending.complain('noGuardian')
  const mark = JSON.stringify([content, chosen.map((key) => key.id), sending.markOfFiles()])
  if (made?.mark !== mark) {
    const found = await newRequest(content, chosen, shortened(title || content.what))
    made = found ? { ...found, mark, request: { ...found.request, route, promise: read('promise') } } : made
    if (!found) return
  }
  sending.say('')
  keepForTab({ receipt: made.receipt, request: made.request })
  showReceipt(made.receipt, 'sending')
  await deliver(made)
}

async function deliver ({ receipt, request, files }) {
  await sending.post('/sealed/new/', request)
  mayLeave(send)
  document.querySelector('[data-tell], [data-concern]')?.reset() // nothing is kept here
  made = null
  state('arrived')
  keepForTab({ receipt, arrived: true, files: files.length > 0 })
  if (!files.length) return
  waitForFiles('waiting')
  stay(sending)
  await sending.sendFiles(request.locator, request.recipient, files)
  mayLeave(sending)
  waitForFiles('arrived')
  keepForTab({ receipt, arrived: true })
}

async function newRequest (content, chosen, title) {
  const files = await sending.chosenFiles()
  const refused = sending.mayBeSent(files)
  if (refused) return sending.complain(refused)
  sending.say('stretch')
  const receipt = made?.receipt || sealing.newReceipt()
  const opened = await sealing.newCase(receipt, chosen, { title }, (part) => sending.say('stretch', 100 * part))
  const { identity, ...request } = opened
  sending.say('seal')
  const sealed = await sealing.seal({ ...content, files: sending.described(files) }, [request.recipient])
  return { receipt, files, request: { ...request, entry: newId(), sealed } }
}

function waitForFiles (state) {
  const text = document.querySelector('[data-files-wait-text]')
  text.textContent = text.dataset[state]
  text.parentElement.hidden = false
}

// The first words, for a guardian's list.
function shortened (text) {
  const words = text.trim().replace(/\s+/g, ' ')
  return words.length <= TITLE ? words : `${words.slice(0, TITLE).replace(/\s\S*$/, '')}…`
}

// ---- the receipt

function keepForTab (content) {
  if (!isKept) section.querySelector('[data-keep-not-stored]').hidden = tab.keep(KEPT, content)
}

function showReceipt (receipt, name) {
  shown?.stop()
  document.querySelector('[data-form]').hidden = true
  section.hidden = false
  state(name)
  isKept = false
  shown = showToKeep(section, receipt.split(' '), () => {
    isKept = true
    tab.forget(KEPT)
  })
  section.focus()
  scrollTo(0, 0)
}

// What was sent first had arrived: its receipt opens that, and what was changed is still here.
function hasArrived (receipt) {
  keepForTab({ receipt, arrived: true })
  showReceipt(receipt, 'arrived')
  document.querySelector('[data-form]').hidden = false
}

function hideReceipt () {
  shown?.stop()
  section.hidden = true
  document.querySelector('[data-form]').hidden = false
}

// Until it has arrived there is nothing to come back to, and nothing to be forgotten.
function state (name) {
  const text = section.querySelector('[data-state]')
  text.textContent = text.dataset[name]
  section.dataset.now = name
  section.querySelector('[data-again]').hidden = name !== 'unknown'
}

// This tab was reloaded before its receipt was kept. What may not have arrived is sent when asked for.
function goOn ({ receipt, request, arrived, files }) {
  showReceipt(receipt, arrived ? 'arrived' : 'unknown')
  if (files) waitForFiles('lost')
  if (arrived) return
  section.querySelector('[data-again] button').addEventListener('click', async () => {
    try {
      state('sending')
      await deliver({ receipt, request, files: [] })
    } catch (error) {
      state('unknown')
      if (error.isFinal) await showUnsent(receipt, request, error)
      else sending.complain('notKnown')
    }
  })
}

// It can't be sent: what was written is opened again, to be copied.
async function showUnsent (receipt, request, { message, arrived }) {
  const { key } = await sealing.stretch(receipt)
  const content = await sealing.open(request.sealed, sealing.openWithReceipt(key, request.for_receipt))
  if (arrived) hasArrived(receipt)
  else hideReceipt()
  const unsent = document.querySelector('[data-unsent]')
  unsent.querySelector('[data-unsent-why]').textContent = message
  for (const part of unsent.querySelectorAll('[data-nothing-kept]')) part.hidden = arrived
  const texts = ['name', 'who', 'cue', 'what', 'own', 'helped'].map((name) => content[name])
  document.getElementById('unsent').value = texts.filter(Boolean).join('\n\n')
  document.querySelector('[data-form]').hidden = true
  unsent.hidden = false
  unsent.focus()
  stay(unsent)
  unsent.querySelector('[data-discard]').addEventListener('click', () => {
    tab.forget(KEPT)
    mayLeave(unsent)
    location.reload()
  })
}

if (tell) startTelling()
if (concern) startConcern()
sending.watchFiles()
const before = tab.kept(KEPT)
if (before) goOn(before)
