// Something that is shown once, and that somebody must keep: a receipt's words, a key in escrow.
// It is not let go of before two of its parts, chosen at random, were typed from what was kept.
import { mayLeave, stay } from '../shared/leaving.js'

const NEUTRAL = 'words.txt'

// Show the parts in a section of a page. `done` is called with "kept" or "forgotten"; the parts stay
// where it comes to false. The first few parts, if they are always the same, are not asked for.
export function showToKeep (section, parts, done, same = 0) {
  const $ = (name) => section.querySelector(`[data-keep-${name}]`)
  const list = $('parts')
  const title = document.title
  let asked = []
  document.title = section.dataset.title // a printer puts it at the head of the page
  document.body.classList.add('es-keeping')
  stay(section)
  write()
  show('shown')
  click('copy', copy)
  click('save', () => save(section, `${parts.join(' ')}\n`, say))
  click('print', () => print())
  click('ready', ask)
  click('forget', () => show('sure'))
  click('forget-now', () => end('forgotten'))
  for (const button of section.querySelectorAll('[data-keep-show]')) {
    button.onclick = () => show('shown')
  }
  $('check').onsubmit = null
  $('check').addEventListener('submit', check, true)
  // A page in the browser's memory, for its back button, holds none of it.
  addEventListener('pagehide', blank)
  return { stop }

  function click (name, act) {
    const button = $(name)
    if (button) button.onclick = act
  }

  function write () {
    list.replaceChildren(...parts.map((part) => {
      const item = document.createElement('li')
      item.textContent = `${part} ` // read as text it is the whole again
      return item
    }))
  }

  function blank () {
    list.replaceChildren()
    for (const field of section.querySelectorAll('input')) field.value = ''
  }

  function show (name) {
    for (const part of ['shown', 'check', 'sure']) {
      if ($(part)) $(part).hidden = part !== name
    }
    if ($('forget-row')) $('forget-row').hidden = name === 'sure'
    $('wrong').hidden = true
    if (name !== 'shown') $(name).querySelector('[tabindex]').focus()
  }

  function say (name) {
    const said = $('said')
    said.textContent = said.dataset[name]
    said.hidden = false
  }

  async function copy () {
    try {
      await navigator.clipboard.writeText(parts.join(' '))
      say('copied')
    } catch { // no permission, or no safe connection: the person can still do it
      getSelection().selectAllChildren(list)
      say('selected')
    }
  }

  function ask () {
    asked = two(parts.length - same).map((place) => place + same)
    section.querySelectorAll('[data-keep-check] label').forEach((label, n) => {
      label.textContent = label.dataset.label.replace('{n}', asked[n] + 1)
      label.nextElementSibling.value = ''
    })
    show('check')
  }

  async function check (event) {
    event.preventDefault()
    event.stopImmediatePropagation()
    const fields = [...section.querySelectorAll('[data-keep-check] input')]
    const wrong = fields.find((field, n) => !agree(field.value, parts[asked[n]]))
    $('wrong').hidden = !wrong
    for (const field of fields) field.setAttribute('aria-invalid', field === wrong)
    if (wrong) return wrong.focus()
    await end('kept')
  }

  async function end (how) {
    if (await done(how) === false) return
    stop()
    const after = $('done')
    if (!after) return
    after.querySelector('[data-kept]').hidden = how !== 'kept'
    after.querySelector('[data-forgotten]').hidden = how === 'kept'
    after.hidden = false
    after.focus()
  }

  function stop () {
    blank()
    removeEventListener('pagehide', blank)
    $('check').removeEventListener('submit', check, true)
    for (const part of ['shown', 'check', 'sure', 'forget-row']) if ($(part)) $(part).hidden = true
    document.body.classList.remove('es-keeping')
    document.title = title
    mayLeave(section)
  }
}

const agree = (typed, part) => typed.trim().toLowerCase() === part.toLowerCase()

// Two different places of so many, each as likely as any other.
function two (n) {
  const places = [...Array(n).keys()]
  const draw = () => places.splice(crypto.getRandomValues(new Uint32Array(1))[0] % places.length, 1)[0]
  return [draw(), draw()].sort((a, b) => a - b)
}

function save (section, text, say) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  link.download = NEUTRAL
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  say('saved')
}
