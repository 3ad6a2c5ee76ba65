// In a room by invitation a card answers: that of the link that was opened, or the one drawn here.
import * as cards from '../giving/cards.js'

const CARD = 52

export function fillCard (page) {
  const place = page.querySelector('[data-member-card]')
  if (!place) return
  const linked = cards.fromHash(location.hash)
  if (linked && linked.code.replace(/[^a-z0-9]/gi, '').length === CARD) {
    history.replaceState(null, '', location.pathname)
    cards.open(location, linked)
  }
  const drawn = cards.drawnFor(location)
  const card = cards.opened(location) || (drawn.length === 1 ? drawn[0] : null)
  if (!card || (card.key && card.key !== place.dataset.key)) return
  place.querySelector('input').value = card.code
  place.hidden = true
}

// A code that was typed is kept for the next question, in this tab alone.
export function rememberCard (form) {
  const place = form.querySelector('[data-member-card]')
  if (place && !place.hidden) cards.open(location, { code: form.elements.token.value, key: place.dataset.key })
}

// A card that was refused is asked for.
export function askForCard (form) {
  cards.close(location)
  const place = form.querySelector('[data-member-card]')
  if (place) place.hidden = false
}
