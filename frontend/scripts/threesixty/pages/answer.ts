// The answering form, one value a page. Without this script it is one long page that works as well.
// Every change is kept in this browser alone until the answers are sent.
import { begun, isAble } from '../../giving/able.ts'
import * as cards from '../../giving/cards.ts'
import { isWhole } from '../../giving/codes.ts'
import { showCodes } from '../../giving/moving.ts'
import { comeBackByAddress } from '../../shared/coming_back.ts'
import { mayLeave, stay } from '../../shared/leaving.ts'
import { all, field, goTo, maybe, one } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import {
  type Answers,
  answersIn,
  asText,
  type Draft,
  isGiven,
  isOverrun,
  keep,
  kept,
  pageIn,
} from '../draft.ts'
import { followChoice, showPromise } from '../words_to.ts'

const form = maybe(document, '[data-answer]', HTMLFormElement)
if (form && isAble()) {
  start(form)
  begun()
}

function start(form: HTMLFormElement) {
  const asksForCard = Boolean(form.elements.namedItem('card'))
  const card = asksForCard ? withCard(form) : null
  if (card === 'refused') return
  inPages(form)
  followChoice(form)
  if ('asSent' in form.dataset) comeBackByAddress()
  if (form.dataset.answer === 'self') return // its draft is kept as every form's is
  if (card || !asksForCard) void goOn(form, card)
  else askForCode(form)
  form.addEventListener('submit', (event) => send(form, event), true)
}

// Show what was begun here, or else what was sent, and keep what is written now. Where answers were
// sent since from another device, those are shown, and what was begun here on request.
async function goOn(form: HTMLFormElement, card: string | null) {
  const key = cards.draft(location.href, card)
  const draft = kept(key)
  const given = card ? sentWith(form, card) : answersIn(new FormData(form))
  let after = draft?.after ?? ''
  let isChanged = false
  form.addEventListener('input', () => {
    isChanged = true
    keepDraft(form, key, after)
  })
  if ('asSent' in form.dataset) return keepDraft(form, key, after)
  if (draft) begin(form, draft)
  const sent = await given
  if (!sent) return void show(form, '[data-unknown]')
  after = asText(sent)
  if (isGiven(sent)) mayBeSentFromAnyPage(form)
  if (isChanged) return keepDraft(form, key, after)
  if (!draft) return showSent(form, sent)
  if (!isOverrun(draft, sent)) return isGiven(sent) ? showChange(form) : goToFirstOpen(form)
  fill(form, sent)
  hide(form, '[data-begun]')
  one(show(form, '[data-sent-since]'), 'button').addEventListener('click', () => {
    begin(form, draft)
    keepDraft(form, key, after)
    hide(form, '[data-sent-since]')
  })
}

function begin(form: HTMLFormElement, draft: Draft) {
  fill(form, draft.answers)
  show(form, '[data-begun]')
}

// Whoever comes back after sending reads so, and need not go through all pages to send a change.
function showSent(form: HTMLFormElement, sent: Answers) {
  fill(form, sent)
  if (isGiven(sent)) show(form, '[data-shows-sent]')
}

function showChange(form: HTMLFormElement) {
  hide(form, '[data-begun]')
  show(form, '[data-begun-change]')
}

function mayBeSentFromAnyPage(form: HTMLFormElement) {
  form.dataset.sent = ''
  show(form, '[data-send]')
  one(form, '[data-next]').classList.add('nhsuk-button--secondary')
}

// Where one goes on: at the first page that has no answer yet.
function goToFirstOpen(form: HTMLFormElement) {
  const open = all(form, '[data-page]').findIndex((page) => !page.querySelector(':checked'))
  if (open > 0 && !location.hash) location.replace(`#page-${open + 1}`)
}

// A code that is typed, or pasted with its link, shows what was sent with it before: but not over
// answers that were chosen first. A code that does not fit is said at once, and never kept.
function askForCode(form: HTMLFormElement) {
  const typed = field(form, 'card')
  let isUsed = false
  typed.addEventListener('change', async () => {
    const { code } = cards.fromHash(typed.value.slice(typed.value.indexOf('#'))) ?? {
      code: typed.value,
    }
    const fits = isWhole(code) && (await isOfThisPage(form, code))
    one(form, '[data-bad-code]').hidden = fits || !code
    if (!fits || isUsed || isBegun(form)) return
    isUsed = true
    cards.open(location.href, { code, key: form.dataset.key ?? '' })
    void goOn(form, code)
  })
}

// Where the site can't be asked, it is asked again with the answers.
const isOfThisPage = async (form: HTMLFormElement, code: string) =>
  (await replyTo(form, code))?.status !== 404

const isBegun = (form: HTMLFormElement) =>
  [...new FormData(form)].some(([name, value]) => /^[bw]-/.test(name) && !!value)

// Where this browser keeps nothing, the page says so as soon as there is something to lose.
function keepDraft(form: HTMLFormElement, key: string, after: string) {
  if (keep(key, new FormData(form), after)) return
  show(form, '[data-unkept]')
  stay(form)
}

// A form that is sent without a connection would be gone with its page.
function send(form: HTMLFormElement, event: SubmitEvent) {
  one(form, '[data-offline]').hidden = navigator.onLine
  if (navigator.onLine) return mayLeave(form)
  event.preventDefault()
  event.stopImmediatePropagation()
}

function show(root: ParentNode, selector: string): HTMLElement {
  const part = one(root, selector)
  part.hidden = false
  return part
}

function hide(root: ParentNode, selector: string) {
  one(root, selector).hidden = true
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
  addEventListener('hashchange', () => turn(true))
  progress.hidden = false
  bar.max = pages.length
  turn(false)

  function go(page: number) {
    history.pushState(null, '', `#page-${page}`)
    turn(true)
  }

  function turn(focus: boolean) {
    const at = current()
    for (const [i, page] of pages.entries()) page.hidden = i + 1 !== at
    back.hidden = at === 1
    next.hidden = at === pages.length
    const maySend = 'sent' in form.dataset
    one(form, '[data-send]').hidden = at !== pages.length && !maySend
    next.classList.toggle('nhsuk-button--secondary', maySend)
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
  if ('cardRefused' in form.dataset) return null // what the site refused is typed again
  const linked = cards.fromHash(location.hash)
  if (linked && cards.open(location.href, linked)) {
    history.replaceState(null, '', location.pathname) // or else a reload would lose it
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
  offerToMove(card)
  return card.code
}

function offerToMove(card: cards.Card) {
  const link = cards.link(location.origin + location.pathname, card)
  showCodes(one(document, '[data-move-codes]'), [{ name: '', link }])
  one(document, '[data-move]').hidden = false
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

// What this card sent before, so that it can be looked at and changed on any device. Null where the
// site could not be asked.
async function sentWith(form: HTMLFormElement, card: string): Promise<Answers | null> {
  const reply = await replyTo(form, card)
  return reply?.ok ? ((await reply.json()) as Answers) : null
}

async function replyTo(form: HTMLFormElement, card: string): Promise<Response | null> {
  try {
    const body = new URLSearchParams({ card })
    return await fetch(form.dataset.given ?? '', { method: 'POST', credentials: 'omit', body })
  } catch {
    return null
  }
}

// Replaces everything that was chosen and written in the form.
function fill(form: HTMLFormElement, answers: Answers) {
  for (const old of all(form, '[name^=b-]', HTMLInputElement)) old.checked = false
  for (const old of all(form, '[name^=w-]', HTMLTextAreaElement)) old.value = ''
  for (const [name, value] of Object.entries(answers)) {
    const found = form.elements.namedItem(name)
    if (found instanceof RadioNodeList) check(found, value)
    else if (found && 'value' in found) found.value = value
  }
  showPromise(form)
}

// By hand: setting the value of radios does not reach the one that stands for “Not seen”.
function check(radios: RadioNodeList, value: string) {
  for (const radio of radios) {
    if (radio instanceof HTMLInputElement) radio.checked = radio.value === value
  }
}
