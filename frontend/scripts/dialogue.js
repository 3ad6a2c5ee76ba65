// The messages of a case, opened and written as a list; the same for its reporter and its guardian.
import * as sealing from './sealing.js'

export async function opened (found, identity) {
  const all = []
  for (const entry of found.entries) {
    all.push({ ...entry, content: await sealing.open(entry.sealed, identity).catch(() => ({})) })
  }
  return all
}

export async function entries (found, identity, names, words, fetchFile) {
  return (await opened(found, identity)).map((entry) => item(entry, identity, names, words, found.files, fetchFile))
}

function item ({ by, on, content }, identity, names, words, there, fetchFile) {
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
    button.addEventListener('click', () => save(file, identity, fetchFile, button))
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

async function save (file, identity, fetchFile, button) {
  try {
    const bytes = await sealing.openFile(await fetchFile(file.id), identity, file.size)
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
