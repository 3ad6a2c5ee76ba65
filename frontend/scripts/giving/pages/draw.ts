// The page of an invitation, where a rater's or a member's browser draws their card.

import { download } from '../../shared/files.ts'
import { all, make, maybe, one, pageData } from '../../shared/page.ts'
import { filled } from '../../shared/texts.ts'
import * as cards from '../cards.ts'
import {
  type Drawing,
  draw,
  held,
  isAsInvited,
  OtherKey,
  type Send,
  type Wanted,
} from '../drawing.ts'
import { showCodes } from '../moving.ts'

class Refused extends Error {}

const page = maybe(document, '[data-drawing]')
if (page) start(page, pageData<Drawing>('drawing'))

function start(page: HTMLElement, drawing: Drawing) {
  page.hidden = false
  if (!isAsInvited(drawing, location.hash)) return show(page, 'refused')
  for (const button of all(page, '[data-begin], [data-more] button', HTMLButtonElement)) {
    button.addEventListener('click', () => void begin(page, drawing, button))
  }
  one(page, '[data-save-card]').addEventListener('click', () => save(drawing))
  one(page, '[data-forget-cards]').addEventListener('click', () => {
    cards.forget(drawing.holder)
    show(page, 'elsewhere')
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
    if (!held(drawing).length) return show(page, 'elsewhere')
    showCards(page, drawing)
    one(page, '[data-more]').hidden = true
    one(page, '[data-step=card] h2').focus()
  } catch (error) {
    button.disabled = false
    failed(page, error)
  }
}

const sendTo =
  (address: string): Send =>
  async (blinded) => {
    const body = JSON.stringify({ blinded })
    const reply = await fetch(address, { method: 'POST', credentials: 'omit', body })
    const content = await reply.json()
    if (!reply.ok) throw new Refused(content.problem)
    return content
  }

function failed(page: HTMLElement, error: unknown) {
  if (error instanceof OtherKey) return show(page, 'refused')
  const problem = one(page, '[data-problem]')
  if (error instanceof Refused) problem.textContent = error.message
  problem.hidden = false
}

function show(page: HTMLElement, step: string) {
  for (const part of all(page, '[data-step]')) part.hidden = part.dataset.step !== step
}

function showCards(page: HTMLElement, drawing: Drawing) {
  const about = one(document, '[data-answer-about]').innerHTML
  one(page, '[data-cards]').replaceChildren(
    ...held(drawing).map((wanted) => {
      const link = document.createElement('a')
      link.href = linkOf(drawing, wanted)
      link.className = 'nhsuk-button'
      link.textContent = filled(about, { name: wanted.name })
      return make('li', [link, make('p', link.href, 'es-code es-only-print')])
    }),
  )
  const links = held(drawing).map((wanted) => ({
    name: wanted.name,
    link: linkOf(drawing, wanted),
  }))
  showCodes(one(page, '[data-move-codes]'), links)
  show(page, 'card')
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
