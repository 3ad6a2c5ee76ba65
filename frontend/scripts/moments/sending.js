// Sending what was sealed: again after a lost connection, and files in parts that go on where they were.
import * as sealing from './sealing.js'
import { newId } from '../shared/ids.js'

const PART = 900 * 1024
const MOST = 20 * 1024 * 1024
const TRIES = 6
const DRAWN_ANEW = new Set(['image/jpeg', 'image/png', 'image/webp'])

const at = document.querySelector('[data-sending]')
const problem = document.querySelector('[data-sending-problem]')
const home = problem?.parentElement

export class Refused extends Error {
  constructor ({ problem, arrived = false, status = 400 }) {
    super(problem)
    this.arrived = arrived // what was sent under this receipt before
    this.isFinal = status < 500
  }
}

export function say (name, percent) {
  const text = at.querySelector('[data-sending-text]')
  at.hidden = !name
  problem.hidden = true
  if (name) text.textContent = text.dataset[name].replace('{percent}', Math.round(percent || 0))
  at.querySelector('progress').value = percent || 0
}

// Say what went wrong, and go to where it can be mended; what was written stays.
export function complain (name, words, field) {
  say('')
  const beside = field?.closest('fieldset, .nhsuk-form-group')
  if (beside) beside.append(problem)
  else home.append(problem)
  problem.textContent = words || problem.dataset[name]
  problem.hidden = false
  if (field) field.focus()
  problem.scrollIntoView({ block: 'center' })
}

export async function post (address, content, tries = TRIES) {
  const body = content instanceof FormData ? content : JSON.stringify(content)
  let reply
  try {
    reply = await fetch(address, { method: 'POST', credentials: 'omit', body })
  } catch (error) { // the connection, not the server
    if (tries <= 1) throw error
    say('again')
    await new Promise((resolve) => setTimeout(resolve, 1000 * (TRIES - tries + 1)))
    return post(address, content, tries - 1)
  }
  if (reply.ok) return reply
  const said = await reply.json().catch(() => ({}))
  throw new Refused({ problem: problem.dataset.unknown, ...said, status: reply.status })
}

// Files as they will be sent: photos drawn anew, so that what a camera wrote into them is left behind.
export async function chosenFiles () {
  const field = document.getElementById('files')
  const found = []
  if (total(field?.files || []) > MOST) throw new Refused({ problem: problem.dataset.tooLarge })
  for (const file of field?.files || []) {
    const bytes = DRAWN_ANEW.has(file.type) ? await drawnAnew(file) : new Uint8Array(await file.arrayBuffer())
    const type = file.type === 'text/plain' && !isText(bytes) ? '' : file.type // a name proves nothing
    found.push({ id: newId(), name: file.name, type, size: bytes.length, bytes })
  }
  return found
}

export function mayBeSent (files) {
  if (total(files) > MOST) return 'tooLarge'
  return files.some(staysAsItIs) && !document.getElementById('files-anyway').checked ? 'filesAnyway' : ''
}

const total = (files) => [...files].reduce((sum, file) => sum + file.size, 0)

const staysAsItIs = (file) => !DRAWN_ANEW.has(file.type) && file.type !== 'text/plain'

function isText (bytes) {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0')
  } catch {
    return false
  }
}

async function drawnAnew (file) {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Refused({ problem: problem.dataset.photo.replace('{name}', file.name) })
  })
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  canvas.getContext('2d').drawImage(picture, 0, 0)
  const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg'
  const blob = await canvas.convertToBlob({ type, quality: 0.9 })
  return new Uint8Array(await blob.arrayBuffer())
}

export function watchFiles () {
  const field = document.getElementById('files')
  field?.addEventListener('change', () => {
    const kept = [...field.files].filter(staysAsItIs)
    document.querySelector('[data-files-kept]').hidden = !kept.length
    document.querySelector('[data-files-kept-list]').replaceChildren(...kept.map((file) => {
      const item = document.createElement('li')
      item.textContent = file.name
      return item
    }))
  })
}

// Tells whether other files were chosen meanwhile.
export function markOfFiles () {
  const field = document.getElementById('files')
  return [...field?.files || []].map((file) => [file.name, file.size, file.lastModified])
}

export const described = (files) => files.map(({ id, name, type, size }) => ({ id, name, type, size }))

// Files follow the message that names them. A part that was acknowledged is not sent again.
export async function sendFiles (locator, recipient, files) {
  for (const [n, file] of files.entries()) {
    say('seal')
    const sealed = await sealing.sealFile(file.bytes, recipient)
    const of = Math.ceil(sealed.length / PART)
    const { there } = await (await post('/sealed/parts/', { locator, file: file.id })).json()
    for (let number = 1; number <= of; number++) {
      if (there.includes(number)) continue
      const form = new FormData()
      const fields = { locator, file: file.id, number, of }
      for (const [name, value] of Object.entries(fields)) form.append(name, value)
      form.append('part', new Blob([sealed.slice((number - 1) * PART, number * PART)]))
      await post('/sealed/part/', form)
      say('send', 100 * (n + number / of) / files.length)
    }
  }
  say('')
}
