// The messages of a case, opened and written as a list; the same for its reporter and its guardian.
import { fileName } from '../shared/file_name.js'
import * as sealing from './sealing.js'

export async function opened (found, identity) {
  const all = []
  for (const entry of found.entries) {
    all.push({ ...entry, content: plain(await sealing.open(entry.sealed, identity).catch(() => ({}))) })
  }
  return all
}

// What was sealed may be anything: whoever wrote it need not have used our page.
export function plain (content) {
  const given = content && typeof content === 'object' ? content : {}
  const text = (name) => typeof given[name] === 'string' ? given[name] : ''
  const texts = (name) => Array.isArray(given[name]) ? given[name].filter((one) => typeof one === 'string') : []
  const names = ['kind', 'name', 'who', 'cue', 'what', 'own', 'helped', 'text', 'detriment', 'pass_on', 'profession']
  const files = Array.isArray(given.files) ? given.files.filter((file) => typeof file?.id === 'string' && file.size >= 0) : []
  return {
    ...Object.fromEntries(names.map((name) => [name, text(name)])),
    anonymous: given.anonymous === true,
    felt: texts('felt'),
    elements: texts('elements'),
    files: files.map(({ id, size, name }) => ({ id, size, name: fileName(String(name)) }))
  }
}

export async function entries (found, identity, names, words, fetchPart) {
  return (await opened(found, identity)).map((entry) => item(entry, identity, names, words, found.files, fetchPart))
}

function item ({ by, on, content }, identity, names, words, there, fetchPart) {
  const element = document.createElement('li')
  element.className = `es-dialogue__${by}`
  element.tabIndex = -1
  element.append(make('p', `${names[by]}, ${date(on)}`, 'nhsuk-hint'))
  for (const [label, text] of parts(content)) {
    const said = label ? [make('strong', `${words[`label${label}`]}: `), text] : text
    element.append(make('p', said, 'es-letter'))
  }
  for (const file of content.files || []) {
    const button = make('button', `${file.name} (${Math.ceil(file.size / 1024)} kB)`, 'es-link')
    button.type = 'button'
    button.addEventListener('click', () => save(file, there[file.id] || 0, identity, fetchPart, button))
    element.append(make('p', button))
  }
  return element
}

function parts (content) {
  const felt = [...(content.felt || []), content.own].filter(Boolean).join(', ')
  return [
    ['Name', content.name], ['Who', content.who], ['Cue', content.cue], ['What', content.what],
    ['Felt', felt], ['Helped', content.helped], ['', content.text], ['Detriment', content.detriment]
  ].filter(([, text]) => text)
}

async function save (file, parts, identity, fetchPart, button) {
  try {
    const sealed = []
    for (let number = 1; number <= parts; number++) sealed.push(await fetchPart(file.id, number))
    const whole = await new Blob(sealed).arrayBuffer()
    const bytes = await sealing.openFile(whole, identity, file.size)
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
    link.download = file.name
    link.click()
  } catch (error) {
    button.after(make('span', ` ${error.message}`, 'nhsuk-hint'))
  }
}

export const date = (day) => new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: 'medium' })

export function make (tag, content, className = '') {
  const element = document.createElement(tag)
  element.append(...[content].flat())
  if (className) element.className = className
  return element
}
