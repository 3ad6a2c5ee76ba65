// Something that is shown once, and that somebody must keep: a receipt's words, a key in escrow.
// It is not let go of before two of its parts, chosen at random, were typed from what was kept.
import { copy } from '../shared/copying.ts'
import { download } from '../shared/files.ts'
import { mayLeave, stay } from '../shared/leaving.ts'
import { all, maybe, one, onSubmit } from '../shared/page.ts'
import { textsOf } from '../shared/texts.ts'
import { agree, twoPlaces } from './kept_parts.ts'

const NEUTRAL = 'words.txt'

export type How = 'kept' | 'forgotten'

// Show the parts in a section of a page. `done` is called with how it ended; the parts stay where it
// comes to false. The first few parts, if they are always the same, are not asked for.
export function showToKeep(
  section: HTMLElement,
  parts: string[],
  done: (how: How) => undefined | boolean | Promise<undefined | boolean>,
  same = 0,
) {
  const part = (name: string) => maybe(section, `[data-keep-${name}]`)
  const list = one(section, '[data-keep-parts]')
  const form = one(section, '[data-keep-check]', HTMLFormElement)
  const wrong = one(section, '[data-keep-wrong]')
  const fields = all(form, 'input', HTMLInputElement)
  const title = document.title
  let asked: number[] = []
  document.title = section.dataset.title ?? '' // a printer puts it at the head of the page
  document.body.classList.add('es-keeping')
  stay(section)
  write()
  show('shown')
  click('copy', () => void copyAll())
  click('save', save)
  click('print', () => print())
  click('ready', ask)
  click('forget', () => show('sure'))
  click('forget-now', () => void end('forgotten'))
  for (const button of all(section, '[data-keep-show]')) button.onclick = () => show('shown')
  const unhear = onSubmit(form, () => void check())
  // A page in the browser's memory, for its back button, holds none of it.
  addEventListener('pagehide', blank)
  return { stop }

  function click(name: string, act: () => void) {
    const button = part(name)
    if (button) button.onclick = act
  }

  function write() {
    list.replaceChildren(
      ...parts.map((text) => {
        const item = document.createElement('li')
        item.textContent = `${text} ` // read as text it is the whole again
        return item
      }),
    )
  }

  function blank() {
    list.replaceChildren()
    for (const field of all(section, 'input', HTMLInputElement)) field.value = ''
  }

  function setHidden(name: string, hidden: boolean) {
    const found = part(name)
    if (found) found.hidden = hidden
  }

  function show(name: 'shown' | 'check' | 'sure') {
    for (const other of ['shown', 'check', 'sure']) setHidden(other, other !== name)
    setHidden('forget-row', name === 'sure')
    wrong.hidden = true
    if (name !== 'shown') one(section, `[data-keep-${name}] [tabindex]`).focus()
  }

  function say(name: string) {
    const said = one(section, '[data-keep-said]')
    said.textContent = textsOf(said)(name)
    said.hidden = false
  }

  async function copyAll() {
    say(await copy(parts.join(' '), list))
  }

  function save() {
    const lines = parts.map((text, n) => `${n + 1} ${text}\n`) // they are asked for by their number
    download(new Blob(lines, { type: 'text/plain' }), NEUTRAL)
    say('saved')
  }

  function ask() {
    asked = twoPlaces(parts.length, same)
    for (const [n, label] of all(form, 'label').entries()) {
      label.textContent = textsOf(label)('label', { n: (asked[n] ?? 0) + 1 })
    }
    for (const field of fields) field.value = ''
    show('check')
  }

  async function check() {
    const first = fields.find((field, n) => !agree(field.value, parts[asked[n] ?? -1] ?? ''))
    wrong.hidden = !first
    for (const field of fields) field.setAttribute('aria-invalid', `${field === first}`)
    if (first) return first.focus()
    await end('kept')
  }

  async function end(how: How) {
    if ((await done(how)) === false) return
    stop()
    const after = part('done')
    if (!after) return
    one(after, '[data-kept]').hidden = how !== 'kept'
    one(after, '[data-forgotten]').hidden = how === 'kept'
    after.hidden = false
    after.focus()
  }

  function stop() {
    blank()
    removeEventListener('pagehide', blank)
    unhear()
    for (const name of ['shown', 'check', 'sure', 'forget-row']) setHidden(name, true)
    document.body.classList.remove('es-keeping')
    document.title = title
    mayLeave(section)
  }
}
