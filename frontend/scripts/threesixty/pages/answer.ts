// The answering form, one value a page. Without this script it is one long page that works as well.
// Every change is kept in this browser alone until the answers are sent.
import * as cards from '../../giving/cards.ts'
import { all, field, goTo, maybe, one } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { type Answers, keep, kept, pageIn } from '../draft.ts'

const form = maybe(document, '[data-answer]', HTMLFormElement)
if (form) start(form)

function start(form: HTMLFormElement) {
  const asksForCard = Boolean(form.elements.namedItem('card'))
  const card = asksForCard ? withCard(form) : null
  if (card === 'refused') return
  const own = form.dataset.answer
  const key = own ? `everyseat-draft-${own}` : cards.draft(location.href, card)
  const before = kept(key)
  if (before) fill(form, before)
  else if (card) void fillIn(form, card, key)
  if (card || !asksForCard) form.addEventListener('input', () => keep(key, new FormData(form)))
  inPages(form)
}

function inPages(form: HTMLFormElement) {
  const pages = all(form, '[data-page]')
  const progress = one(document, '[data-progress]')
  const text = one(progress, '[data-progress-text]')
  const bar = one(progress, 'progress', HTMLProgressElement)
  const back = one(form, '[data-back]')
  const next = one(form, '[data-next]')
  const who = maybe(document, '.es-who') // it is read at first, and again where words are written
  const current = () => pageIn(location.hash, pages.length)
  back.addEventListener('click', () => go(current() - 1))
  next.addEventListener('click', () => go(current() + 1))
  addEventListener('hashchange', () => show(true))
  progress.hidden = false
  bar.max = pages.length
  show(false)

  function go(page: number) {
    history.pushState(null, '', `#page-${page}`)
    show(true)
  }

  function show(focus: boolean) {
    const at = current()
    for (const [i, page] of pages.entries()) page.hidden = i + 1 !== at
    back.hidden = at === 1
    next.hidden = at === pages.length
    one(form, '[data-send]').hidden = at !== pages.length
    if (who) who.hidden = at > 1 && at < pages.length
    bar.value = at
    text.textContent = textsOf(text)('progressText', { page: at, pages: pages.length })
    const shown = pages[at - 1]
    if (!focus || !shown) return
    goTo(one(shown, 'h2'), { preventScroll: true })
    scrollTo(0, 0)
  }
}

// Put the card into the form, from the link that was opened. Another round's key is refused.
function withCard(form: HTMLFormElement): string | null {
  const linked = cards.fromHash(location.hash)
  if (linked) {
    history.replaceState(null, '', location.pathname)
    cards.open(location.href, linked)
  }
  const card = linked || cards.opened(location.href)
  if (!card) return offerDrawn()
  if (card.key && card.key !== form.dataset.key) {
    one(document, '[data-refused]').hidden = false
    form.hidden = true
    return 'refused'
  }
  field(form, 'card').value = card.code
  one(form, '[data-card]').hidden = true
  return card.code
}

// A card that was drawn in this browser may be another's, who used it before: it is taken when asked.
function offerDrawn() {
  const [first, ...others] = cards.drawnFor(location.href)
  if (!first) return null
  const offer = one(document, others.length ? '[data-several-cards]' : '[data-one-card]')
  offer.hidden = false
  maybe(offer, 'button')?.addEventListener('click', () => {
    cards.open(location.href, first)
    location.reload()
  })
  return null
}

// What this card sent before, so that it can be looked at and changed on any device.
async function fillIn(form: HTMLFormElement, card: string, key: string) {
  const reply = await fetch(form.dataset.given ?? '', {
    method: 'POST',
    credentials: 'omit',
    body: new URLSearchParams({ card }),
  })
  const given = reply.ok ? await reply.json() : {}
  if (!localStorage.getItem(key)) fill(form, given) // unless something was changed meanwhile
}

function fill(form: HTMLFormElement, answers: Answers) {
  for (const [name, value] of Object.entries(answers)) {
    const found = form.elements.namedItem(name)
    if (found && 'value' in found) found.value = value
  }
}
