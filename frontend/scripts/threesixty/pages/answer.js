// The answering form, one value a page. Without this script it is one long page that works as well.
// Every change is kept in this browser alone until the answers are sent.
import * as cards from '../../giving/cards.js'

const form = document.querySelector('[data-answer]')
if (form) start(form)

function start (form) {
  const card = form.elements.card ? withCard(form) : null
  if (card === 'refused') return
  const key = form.dataset.answer ? `everyseat-draft-${form.dataset.answer}` : cards.draft(location, card)
  const pages = [...form.querySelectorAll('[data-page]')]
  const progress = document.querySelector('[data-progress]')
  const text = progress.querySelector('[data-progress-text]')
  const bar = progress.querySelector('progress')
  const [back, next] = ['back', 'next'].map((name) => form.querySelector(`[data-${name}]`))
  const send = form.querySelector('[data-send]')

  if (!restore(form, key) && card) fillIn(form, card, key)
  if (card || !form.elements.card) form.addEventListener('input', () => save(form, key))
  back.addEventListener('click', () => go(current() - 1))
  next.addEventListener('click', () => go(current() + 1))
  addEventListener('hashchange', () => show(true))
  progress.hidden = false
  bar.max = pages.length
  show(false)

  function current () {
    const page = Number(location.hash.replace('#page-', ''))
    return page >= 1 && page <= pages.length ? page : 1
  }

  function go (page) {
    history.pushState(null, '', `#page-${page}`)
    show(true)
  }

  function show (focus) {
    const at = current()
    pages.forEach((page, i) => { page.hidden = i + 1 !== at })
    back.hidden = at === 1
    next.hidden = at === pages.length
    send.hidden = at !== pages.length
    bar.value = at
    text.textContent = text.dataset.progressText.replace('{page}', at).replace('{pages}', pages.length)
    if (focus) {
      const heading = pages[at - 1].querySelector('h2')
      heading.tabIndex = -1
      heading.focus({ preventScroll: true })
      scrollTo(0, 0)
    }
  }
}

// Put the card into the form, from the link that was opened. Another cycle's key is refused.
function withCard (form) {
  const linked = cards.fromHash(location.hash)
  if (linked) {
    history.replaceState(null, '', location.pathname)
    cards.open(location, linked)
  }
  const card = linked || cards.opened(location)
  if (!card) return offerDrawn()
  if (card.key && card.key !== form.dataset.key) {
    document.querySelector('[data-refused]').hidden = false
    form.hidden = true
    return 'refused'
  }
  form.elements.card.value = card.code
  form.querySelector('[data-card]').hidden = true
  return card.code
}

// A card that was drawn in this browser may be another's, who used it before: it is taken when asked.
function offerDrawn () {
  const drawn = cards.drawnFor(location)
  const offer = document.querySelector(drawn.length > 1 ? '[data-several-cards]' : '[data-one-card]')
  offer.hidden = !drawn.length
  offer.querySelector('button')?.addEventListener('click', () => {
    cards.open(location, drawn[0])
    location.reload()
  })
  return null
}

// What this card sent before, so that it can be looked at and changed on any device.
async function fillIn (form, card, key) {
  const reply = await fetch(form.dataset.given, {
    method: 'POST', credentials: 'omit', body: new URLSearchParams({ card })
  })
  const given = reply.ok ? await reply.json() : {}
  if (!localStorage.getItem(key)) fill(form, given) // unless something was changed meanwhile
}

function save (form, key) {
  const answers = {}
  for (const [name, value] of new FormData(form)) {
    if (name !== 'csrfmiddlewaretoken' && name !== 'card') answers[name] = value
  }
  localStorage.setItem(key, JSON.stringify(answers))
}

function restore (form, key) {
  try {
    const answers = JSON.parse(localStorage.getItem(key))
    if (answers) fill(form, answers)
    return Boolean(answers)
  } catch {
    return false // a draft that can't be read is no draft
  }
}

function fill (form, answers) {
  for (const [name, value] of Object.entries(answers)) {
    const field = form.elements[name]
    if (field) field.value = value
  }
}
