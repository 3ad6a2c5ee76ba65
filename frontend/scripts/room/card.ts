// In a room by invitation a card answers: that of the link that was opened, or the one drawn here.
import * as cards from '../giving/cards.ts'
import { isWhole } from '../giving/codes.ts'
import { showCodes } from '../giving/moving.ts'
import { field, maybe, one } from '../shared/page.ts'

export function fillCard(page: HTMLElement) {
  const place = maybe(page, '[data-member-card]')
  if (!place) return
  const linked = cards.fromHash(location.hash)
  if (linked && isWhole(linked.code) && cards.open(location.href, linked)) {
    history.replaceState(null, '', location.pathname) // or else a reload would lose it
  }
  const [drawn, ...others] = cards.drawnFor(location.href)
  const card = cards.opened(location.href) ?? (others.length ? undefined : drawn)
  if (!card || (card.key && card.key !== place.dataset.key)) return
  one(place, 'input', HTMLInputElement).value = card.code
  place.hidden = true
  one(page, '[data-move]').hidden = false
  const link = cards.link(location.origin + location.pathname, card)
  showCodes(one(page, '[data-move-codes]'), [{ name: '', link }])
}

// A code that was typed is kept for the next question, in this tab alone.
export function rememberCard(form: HTMLFormElement) {
  const place = maybe(form, '[data-member-card]')
  if (!place || place.hidden) return
  const card = { code: field(form, 'token').value, key: place.dataset.key ?? '' }
  cards.open(location.href, card)
}

// A card that was refused is asked for.
export function askForCard(form: HTMLFormElement) {
  cards.close(location.href)
  const place = maybe(form, '[data-member-card]')
  if (place) place.hidden = false
}
