// The page of an invitation, where a rater's or a member's browser draws their card.

import { download } from '../../shared/files.ts'
import { all, goTo, make, maybe, one, pageData } from '../../shared/page.ts'
import { filled } from '../../shared/texts.ts'
import { begun, fallBack, isAble } from '../able.ts'
import * as cards from '../cards.ts'
import {
  type Drawing,
  draw,
  held,
  isAsInvited,
  isCut,
  OtherKey,
  type Send,
  type Wanted,
} from '../drawing.ts'
import { showCodes } from '../moving.ts'

class Refused extends Error {}
class Unreached extends Error {}

const page = maybe(document, '[data-drawing]')
if (page && isAble()) {
  start(page, pageData<Drawing>('drawing'))
  begun()
}

function start(page: HTMLElement, drawing: Drawing) {
  if (!isAsInvited(drawing, location.hash)) {
    return show(page, isCut(drawing, location.hash) ? 'cut' : 'refused')
  }
  for (const button of all(page, '[data-begin], [data-more] button', HTMLButtonElement)) {
    button.addEventListener('click', () => void begin(page, drawing, button))
  }
  one(page, '[data-save-card]').addEventListener('click', () => save(drawing))
  one(page, '[data-forget-cards]').addEventListener('click', () => {
    cards.forget(drawing.holder)
    one(page, '[data-forgotten]').hidden = false
    showElsewhere(page)
  })
  if (!held(drawing).length) return show(page, 'begin')
  one(page, '[data-more]').hidden = held(drawing).length === drawing.reviews.length
  showCards(page, drawing)
}

async function begin(page: HTMLElement, drawing: Drawing, button: HTMLButtonElement) {
  maybe(page, '[data-problem]')?.setAttribute('hidden', '')
  if (button.disabled) return
  button.disabled = true
  try {
    await draw(drawing, sendTo(drawing.draw))
    if (!held(drawing).length) return showElsewhere(page)
    showCards(page, drawing)
    one(page, '[data-more]').hidden = true
    one(page, '[data-step=card] h2:not([hidden])').focus()
  } catch (error) {
    button.disabled = false
    failed(page, error)
  }
}

const sendTo =
  (address: string): Send =>
  async (blinded) => {
    const body = JSON.stringify({ blinded })
    const reply = await asked(address, { method: 'POST', credentials: 'omit', body })
    const content = await reply.json().catch(() => {
      throw new Unreached() // something between answered, and not the site
    })
    if (!reply.ok) throw new Refused(content.problem)
    return content
  }

async function asked(address: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(address, options)
  } catch {
    throw new Unreached()
  }
}

// What the network or the site refuses can be tried again. What this browser can't do, it can't do
// the next time either.
function failed(page: HTMLElement, error: unknown) {
  if (error instanceof OtherKey) return show(page, 'refused')
  if (!(error instanceof Refused || error instanceof Unreached)) return fallBack()
  const problem = one(page, '[data-problem]')
  if (error instanceof Refused) problem.textContent = error.message
  problem.hidden = false
}

function showElsewhere(page: HTMLElement) {
  show(page, 'elsewhere')
  const heading = maybe(page, '[data-step=elsewhere] h2')
  if (heading) goTo(heading)
}

function show(page: HTMLElement, step: string) {
  for (const part of all(page, '[data-step]')) part.hidden = part.dataset.step !== step
}

function showCards(page: HTMLElement, drawing: Drawing) {
  one(page, '[data-cards]').replaceChildren(
    ...held(drawing).map((wanted) => {
      const link = document.createElement('a')
      link.href = linkOf(drawing, wanted)
      const state = stateOf(drawing, wanted)
      link.className = state === 'look' ? 'nhsuk-button nhsuk-button--secondary' : 'nhsuk-button'
      link.textContent = filled(textOf(state), { name: wanted.name })
      return make('li', [link, make('p', link.href, 'es-code es-only-print')])
    }),
  )
  const areSent = held(drawing).every((wanted) => stateOf(drawing, wanted) === 'look')
  for (const part of all(page, '[data-when-sent]')) {
    part.hidden = areSent !== (part.dataset.whenSent === 'yes')
  }
  const links = held(drawing).map((wanted) => ({
    name: wanted.name,
    link: linkOf(drawing, wanted),
  }))
  showCodes(one(page, '[data-move-codes]'), links)
  show(page, 'card')
}

type State = 'answer' | 'go-on' | 'change' | 'look'

// How far one is, as this browser knows it: begun here and not sent, or sent from here, perhaps with a
// change that was not sent yet.
function stateOf({ holder }: Drawing, { answer }: Wanted): State {
  const card = cards.of(holder, answer)
  if (card && cards.hasDraft(answer, card.code)) return card.sent ? 'change' : 'go-on'
  return card?.sent ? 'look' : 'answer'
}

function textOf(state: State): string {
  const text = maybe(document, `[data-${state}-about]`) ?? one(document, '[data-answer-about]')
  return text.innerHTML
}

function linkOf({ holder }: Drawing, { answer }: Wanted): string {
  const card = cards.of(holder, answer)
  return card ? cards.link(answer, card) : ''
}

function save(drawing: Drawing) {
  const links = held(drawing).map((wanted) => `${wanted.name}\n${linkOf(drawing, wanted)}`)
  const about = [...one(document, 'template[data-card-text]', HTMLTemplateElement).content.children]
  const head = about.map((line) => line.textContent?.trim()).join('\n')
  const text = `${[head, ...links].join('\n\n')}\n`
  download(new Blob([text], { type: 'text/plain' }), 'answering-card.txt')
}
