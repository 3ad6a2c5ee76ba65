// A guardian's desk. The key is opened by a passphrase, lives in this page alone, and goes with it.
import * as sealing from '../sealing.js'
import { date, entries, make, opened, plain } from '../dialogue.js'
import * as tab from '../tab.js'
import { newId } from '../../shared/ids.js'
import { mayLeave, stay } from '../../shared/leaving.js'
import { showToKeep } from '../keeping.js'

const page = document.querySelector('[data-desk]')
const desk = JSON.parse(document.getElementById('desk').textContent)
const token = page.querySelector('[name=csrfmiddlewaretoken]').value
const words = page.querySelector('[data-words]').dataset
const COPY = 'guardian-key'
const ESCROW = 'escrow'
const $ = (name) => page.querySelector(`[data-${name}]`)
let identity = null
let cases = []
let copy = null // a key that was made here, and is not used before a copy of it is known to be safe

page.hidden = false
$('unlock').hidden = !desk.key
$('make-key').hidden = Boolean(desk.key)
on('unlock', unlock)
on('make-key', (form) => makeKey(form, 'key/'))
on('new-key', (form) => makeKey(form, 'new-key/'))
on('copy', useKey)
$('copy-save').addEventListener('click', () => saveCopy(copy.kept))
$('copy-discard').addEventListener('click', () => {
  letCopyGo()
  location.reload()
})
on('share', share)
on('escrow', escrow)
on('quarter', publish)
const acts = {} // what the forms of the case that is shown do
for (const name of ['status', 'reply', 'record', 'pass-on']) on(name, (form) => acts[name](form))
$('lost-key')?.addEventListener('click', () => {
  $('unlock').hidden = $('lost').hidden = true
  $('make-key').hidden = false
})
for (const button of page.querySelectorAll('[data-abuse]')) {
  button.addEventListener('click', () => trying(async () => {
    if (!confirm(words.sure)) return
    await send('abuse/', { telling: button.dataset.abuse, upheld: button.value === 'yes' })
    location.reload()
  }))
}
for (const button of page.querySelectorAll('[data-retire]')) {
  button.addEventListener('click', () => trying(async () => {
    if (!confirm(words.retire)) return
    await send(`keys/${button.dataset.retire}/retire/`, {})
    location.reload()
  }))
}

goOnWithKeys()

function on (name, act) {
  $(name)?.addEventListener('submit', (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    trying(() => act(event.target), event.target)
  }, true)
}

// Do something, and return whether it was done; what goes wrong is said beside its form.
async function trying (act, form = null) {
  const problem = $('problem')
  if (form) form.append(problem)
  else page.prepend(problem)
  problem.hidden = true
  try {
    await act()
    return true
  } catch (error) {
    problem.textContent = error.message || words.unknown
    problem.hidden = false
    problem.scrollIntoView({ block: 'center' })
    return false
  }
}

async function send (address, content) {
  const reply = await fetch(`/guardian/${address}`, {
    method: 'POST',
    headers: { 'X-CSRFToken': token, 'Content-Type': 'application/json' },
    body: JSON.stringify(content)
  })
  const said = await reply.json().catch(() => ({}))
  if (!reply.ok) throw new Error(said.problem || words.unknown)
  return said
}

async function get (address) {
  const reply = await fetch(`/guardian/${address}`)
  if (!reply.ok) throw new Error(words.unknown)
  return reply
}

async function unlock (form) {
  $('busy').hidden = false
  await new Promise((resolve) => setTimeout(resolve, 30)) // let the words appear first
  try {
    identity = await sealing.unlock(desk.key.kept, form.elements.passphrase.value)
  } catch {
    throw new Error(words.wrong)
  } finally {
    $('busy').hidden = true
  }
  form.hidden = true
  $('open').hidden = false
  await list()
  $('cases-heading').focus()
  goOnWithKeys()
}

// ---- keys
//
// A key that nobody can open again is worse than none. So a guardian's key is not used before its file
// was chosen again and opened, and one in escrow not before two parts were typed from the paper.

function passphrase (form) {
  const [first, second] = [form.elements.passphrase.value, form.elements.again.value]
  if (first.length < 16) throw new Error(words.short)
  if (first !== second) throw new Error(words.different)
  return first
}

async function makeKey (form, address) {
  const { recipient, kept } = await sealing.newGuardianKey(passphrase(form))
  form.reset()
  copy = { recipient, kept, address }
  tab.keep(COPY, copy)
  showCopy()
}

function showCopy () {
  for (const name of ['unlock', 'make-key', 'lost']) if ($(name)) $(name).hidden = true
  $('copy').hidden = false
  $('copy-heading').focus()
  stay(COPY)
}

async function useKey (form) {
  const file = form.elements.copy.files[0]
  if (!file) throw new Error(words.noFile)
  const kept = sealing.base64(new Uint8Array(await file.arrayBuffer()))
  if (kept !== copy.kept) throw new Error(words.otherFile)
  $('checking').hidden = false
  await new Promise((resolve) => setTimeout(resolve, 30)) // let the words appear first
  try {
    await sealing.unlock(kept, form.elements.passphrase.value)
  } catch {
    throw new Error(words.wrong)
  } finally {
    $('checking').hidden = true
  }
  await send(copy.address, copy.address === 'key/' ? copy : { ...copy, ...await everyCase(copy.recipient) })
  letCopyGo()
  location.reload()
}

// A new key for a guardian whose old one is open: every case goes over to it, or nothing is changed.
async function everyCase (recipient) {
  await list() // what came since this page was opened goes over too
  const unopened = cases.filter((one) => !one.opened).map((one) => one.case)
  return { wrapped: await wrappedTo(recipient), unopened }
}

function letCopyGo () {
  tab.forget(COPY)
  mayLeave(COPY)
}

// After a reload: what was made in this tab, and is not safe yet. To take cases over, or to share them,
// the desk's own key must be open first.
function goOnWithKeys () {
  copy = tab.kept(COPY)
  if (copy && copy.recipient === desk.key?.recipient) letCopyGo()
  else if (copy && (identity || copy.address === 'key/')) return showCopy()
  const made = identity && tab.kept(ESCROW)
  if (made) showEscrow(made)
}

async function wrappedTo (recipient) {
  const wrapped = {}
  for (const one of cases.filter((one) => one.opened)) {
    wrapped[one.case] = await sealing.wrap(one.opened, recipient)
  }
  return wrapped
}

function saveCopy (kept) {
  const file = document.createElement('a')
  file.href = URL.createObjectURL(new Blob([sealing.bytesOf(kept)]))
  file.download = 'guardian-key.age'
  file.click()
}

async function share (form) {
  const key = desk.keys.find((one) => one.id === form.elements.key.value)
  const titles = cases.filter((one) => one.opened).map((one) => one.opened.title)
  if (!confirm([words.share.replace('{name}', key.name), ...titles.slice(0, 20)].join('\n'))) return
  const n = await shareWith(key)
  const said = $('share-said')
  said.textContent = words.shared.replace('{n}', n)
  said.hidden = false
}

// The server leaves out what a reporter closed to the key's holder; it returns how many are new.
async function shareWith (key) {
  const all = Object.entries(await wrappedTo(key.recipient))
  let shared = 0
  for (let at = 0; at < all.length; at += 200) {
    const some = Object.fromEntries(all.slice(at, at + 200))
    shared += (await send(`keys/${key.id}/share/`, { wrapped: some })).n
  }
  return shared
}

async function escrow (form) {
  const name = form.elements.name.value.trim()
  if (!name) throw new Error(words.noName)
  const { identity, recipient } = await sealing.newGuardianKey(sealing.newReceipt())
  const made = { name, identity, recipient }
  tab.keep(ESCROW, made)
  showEscrow(made)
}

function showEscrow (made) {
  const section = $('escrow-made')
  $('escrow').hidden = true
  section.closest('details').open = true
  section.hidden = false
  $('keep-paper').textContent = `${made.name}, ${date(new Date().toISOString().slice(0, 10))} …${made.recipient.slice(-10)}`
  showToKeep(section, made.identity.match(/^AGE-SECRET-KEY-1|.{1,6}/g), async (how) => {
    if (how === 'kept' && !await trying(() => useEscrow(made), $('keep-check'))) return false
    tab.forget(ESCROW)
    mayLeave(section)
    location.reload()
    return true
  }, 1)
  section.scrollIntoView()
}

// Sent again after a lost reply it is the same key.
async function useEscrow ({ name, recipient }) {
  const there = desk.keys.find((one) => one.recipient === recipient)
  const key = there || await send('escrow/', { name, recipient })
  await shareWith({ ...key, name, recipient })
}

// ---- the list

async function list () {
  const started = performance.now()
  cases = (await (await get('cases/')).json()).cases
  for (const one of cases) one.opened = listed(await sealing.open(one.sealed, identity).catch(() => null))
  $('list').replaceChildren(...cases.map(row))
  $('none').hidden = Boolean(cases.length)
  page.dataset.listed = Math.round(performance.now() - started)
}

// What was wrapped may be anything: a stranger can send what no page of ours made.
function listed (opened) {
  if (typeof opened?.identity !== 'string') return null
  return { identity: opened.identity, title: typeof opened.title === 'string' ? opened.title : '' }
}

function row (one) {
  const button = make('button', one.opened ? one.opened.title || words.untitled : words.closed, 'es-link')
  button.type = 'button'
  button.disabled = !one.opened
  button.addEventListener('click', () => trying(() => show(one)))
  const state = [one.status_words]
  if (one.waits === 'guardian') state.push(make('strong', words.waits, 'nhsuk-tag nhsuk-tag--yellow'))
  if (one.late) state.push(make('strong', words.late, 'nhsuk-tag nhsuk-tag--red'))
  if (one.unanswered) state.push(make('strong', words.unanswered, 'nhsuk-tag nhsuk-tag--grey'))
  const name = make('th', button)
  name.scope = 'row'
  return make('tr', [make('td', date(one.received_on)), name, make('td', state.flatMap((part) => [part, ' ']))])
}

// ---- one case

// Show a case. After one of its forms was sent, the others keep what was being written in them.
async function show (one, sent = '') {
  const found = await (await get(`cases/${one.case}/`)).json()
  const own = one.opened.identity
  const fetchPart = async (id, number) => (await get(`cases/${one.case}/files/${id}/${number}/`)).arrayBuffer()
  const said = await opened(found, own)
  $('case').hidden = false
  $('case-title').textContent = one.opened.title || words.untitled
  $('entries').replaceChildren(...await entries(found, own, { reporter: words.reporter, guardian: words.guardian }, words, fetchPart))
  const answer = found.answer
  $('answered').textContent = !answer ? '' : (answer.answer ? words.answered : words.notAnswered).replace('{name}', answer.told)
  fill('status', sent, { status: found.status }, async (form) => {
    await send(`cases/${one.case}/status/`, { status: form.elements.status.value })
    await again(one, 'status')
  })
  let made = null // sent again after a lost connection it is the same message
  fill('reply', sent, { text: '' }, async (form) => {
    const text = form.elements.text.value.trim()
    if (!text) throw new Error(words.empty)
    if (made?.text !== text) made = { text, entry: newId(), sealed: await sealing.seal({ text }, [found.recipient]) }
    await send(`cases/${one.case}/reply/`, { entry: made.entry, sealed: made.sealed })
    await again(one, 'reply')
  })
  await showRecord(one, found, said[0]?.content || plain({}), sent)
  showPassOn(one, found, said[0]?.content || plain({}), sent)
  if (!sent) $('case-title').focus()
}

async function again (one, sent) {
  await list()
  await show(cases.find((other) => other.case === one.case), sent)
}

// Fill in a form of the case, and do this and nothing else when it is sent.
function fill (name, sent, values, act) {
  const form = $(name)
  acts[name] = act
  if (sent && sent !== name) return
  for (const [field, value] of Object.entries(values)) form.elements[field].value = value
}

async function record (found, first) {
  if (found.record) {
    const kept = await sealing.open(found.record, identity).catch(() => ({}))
    return { ...plain(kept), note: typeof kept.note === 'string' ? kept.note : '' }
  }
  return { elements: first.elements || [], profession: first.profession || 'not_known', anonymous: Boolean(first.anonymous), note: '' }
}

async function showRecord (one, found, first, sent) {
  const form = $('record')
  const kept = await record(found, first)
  if (!sent || sent === 'record') {
    for (const box of form.querySelectorAll('[data-element]')) box.checked = kept.elements?.includes(box.dataset.element)
    form.elements.anonymous.checked = kept.anonymous
  }
  fill('record', sent, { profession: kept.profession || 'not_known', note: kept.note || '' }, async () => {
    const content = {
      elements: [...form.querySelectorAll('[data-element]:checked')].map((box) => box.dataset.element),
      anonymous: form.elements.anonymous.checked,
      profession: form.elements.profession.value,
      note: form.elements.note.value
    }
    await send(`cases/${one.case}/record/`, { sealed: await sealing.seal(content, found.recipients) })
    await again(one, 'record')
  })
}

function showPassOn (one, found, first, sent) {
  const form = $('pass-on')
  form.hidden = first.kind !== 'moment' || Boolean(found.answer)
  $('may-pass').textContent = words[`pass_${first.pass_on}`] || ''
  const said = { told: first.who || '', cue: first.cue || '', what: first.what || '', helped: first.helped || '', own: first.own || '' }
  if (!sent) showFelt(first.felt || [])
  fill('pass-on', sent, said, async () => {
    const typed = form.elements.told.value.trim().toLowerCase()
    const people = desk.people.filter(([, name, team]) => [name, `${name}, ${team}`].some((text) => text.toLowerCase() === typed))
    if (people.length !== 1) throw new Error(words.nobody)
    if (first.pass_on !== 'yes' && !form.elements.agreed.checked) throw new Error(words.ask)
    if (!confirm(words.passOn.replace('{name}', people[0][1]))) return
    const value = (field) => form.elements[field].value.trim()
    const felt = [...form.querySelectorAll('[data-felt] input:checked')].map((box) => box.value)
    await send(`cases/${one.case}/pass-on/`, {
      told: people[0][0],
      words: { cue: value('cue'), what: value('what'), helped: value('helped'), felt, own: value('own') }
    })
    await again(one, 'pass-on')
  })
  if (!sent) form.elements.agreed.checked = false
}

function showFelt (felt) {
  $('felt').replaceChildren(...felt.map((key) => {
    const box = document.createElement('input')
    Object.assign(box, { type: 'checkbox', className: 'nhsuk-checkboxes__input', id: `felt-${key}`, value: key, checked: true })
    const label = make('label', key, 'nhsuk-label nhsuk-checkboxes__label')
    label.htmlFor = box.id
    return make('div', [box, label], 'nhsuk-checkboxes__item')
  }))
}

// ---- a quarter's counts: made here, where the cases can be read; the server gets numbers alone

async function publish (form) {
  const [year, quarter] = form.elements.quarter.value.split('-').map(Number)
  const inIt = cases.filter((one) => {
    const [y, m] = one.received_on.split('-').map(Number)
    return one.opened && y === year && Math.ceil(m / 3) === quarter
  })
  const counts = {}
  for (const one of inIt) {
    const found = await (await get(`cases/${one.case}/`)).json()
    const first = (await opened(found, one.opened.identity))[0]?.content || plain({})
    const kept = await record(found, first)
    for (const key of new Set([...(kept.elements || []), kept.profession, ...(kept.anonymous ? ['anonymous'] : [])])) {
      if (key) counts[key] = (counts[key] || 0) + 1
    }
  }
  const names = { ...desk.elements, ...desk.marks, ...desk.professions }
  const listed = Object.entries(counts).map(([key, n]) => `${names[key] || key}: ${n}`)
  if (!confirm([words.publish.replace('{n}', inIt.length), ...listed].join('\n'))) return
  await send('publish/', { year, quarter, counts, total: inIt.length })
  location.assign('/counts/')
}
