// Telling and raising a concern: what is sealed never reaches the form's own address.
import * as sealing from './sealing.js'
import * as sending from './sending.js'
import { newId } from './ids.js'

const TITLE = 70

const tell = document.querySelector('[data-tell]')
const concern = document.querySelector('[data-concern]')
const keys = JSON.parse(document.getElementById('sealing').textContent)
if (tell) startTelling()
if (concern) startConcern()
sending.watchFiles()

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
    send(tell, () => telling(route.value), document.getElementById('id_cue').value)
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
  for (const choice of concern.querySelectorAll('[name=known]')) {
    choice.addEventListener('change', () => {
      concern.querySelector('[data-known]').hidden = !document.getElementById('known-yes').checked
    })
  }
  concern.addEventListener('submit', (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const missing = nameIsMissing(document.getElementById('known-yes').checked)
    if (missing) return sending.complain(...missing)
    send(concern, raised, document.getElementById('what').value)
  }, true)
}

function raised () {
  const known = document.getElementById('known-yes').checked
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

// What is being sent. Tried again it is the same case under the same receipt, byte for byte; once
// anything was changed it is another case: the first may have arrived, and can't be called back.
let made = null

async function send (form, written, title) {
  const button = form.querySelector('[data-submit]')
  if (button.disabled) return
  button.disabled = true
  try {
    await seal(written(), title)
  } catch (error) {
    sending.complain('unknown', error instanceof sending.Refused ? error.message : '')
  }
  button.disabled = false
}

async function seal (content, title) {
  const boxes = [...document.querySelectorAll('[data-guardians] [data-key]')]
  const chosen = keys.filter((key) => boxes.some((box) => box.checked && box.dataset.key === key.id))
  if (!content.what) return sending.complain('empty')
  if (!chosen.some((key) => !key.escrow)) return sending.complain('noGuardian')
  const mark = JSON.stringify([content, chosen.map((key) => key.id), sending.markOfFiles()])
  if (made?.mark !== mark) made = await newRequest(content, chosen, shortened(title || content.what), mark)
  if (!made) return
  await sending.post('/sealed/new/', made.request)
  const { receipt, files, request: { locator, recipient } } = made
  document.querySelector('form').reset() // nothing is kept here
  showReceipt(receipt)
  made = null
  if (!files.length) return
  waitForFiles('waiting')
  addEventListener('beforeunload', stay)
  await sending.sendFiles(locator, recipient, files)
  removeEventListener('beforeunload', stay)
  waitForFiles('arrived')
}

async function newRequest (content, chosen, title, mark) {
  const files = await sending.chosenFiles()
  const refused = sending.mayBeSent(files)
  if (refused) return sending.complain(refused)
  sending.say('stretch')
  const receipt = sealing.newReceipt()
  const opened = await sealing.newCase(receipt, chosen, { title }, (part) => sending.say('stretch', 100 * part))
  const { identity, ...request } = opened
  sending.say('seal')
  const sealed = await sealing.seal({ ...content, files: sending.described(files) }, [request.recipient])
  return { mark, receipt, files, request: { ...request, entry: newId(), sealed } }
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

const stay = (event) => event.preventDefault()

function showReceipt (receipt) {
  document.querySelector('[data-form]').hidden = true
  sending.say('')
  const section = document.querySelector('[data-receipt-made]')
  section.querySelector('[data-receipt-words]').replaceChildren(...receipt.split(' ').map((word) => {
    const item = document.createElement('li')
    item.textContent = `${word} ` // read as text it is the receipt again
    return item
  }))
  section.hidden = false
  section.focus()
  scrollTo(0, 0)
}
