// What every page may need: forms that are sent once, errors that take the focus.
import * as cards from '../../giving/cards.js'
import { fillTokens } from '../../giving/devices.js'

const summary = document.querySelector('.nhsuk-error-summary')
if (summary) summary.focus()

for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', () => {
    setTimeout(() => form.querySelectorAll('button').forEach((b) => b.setAttribute('aria-disabled', 'true')))
    form.addEventListener('submit', (again) => again.preventDefault())
  })
}
// A page brought back by the back button must be usable again.
addEventListener('pageshow', (event) => event.persisted && location.reload())

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

// The answers have arrived: the copy in this browser is no longer needed.
for (const sent of document.querySelectorAll('[data-forget-drafts]')) {
  const address = sent.dataset.forgetDrafts
  cards.forgetDraft(address, cards.opened(address)?.code)
}
for (const offer of document.querySelectorAll('[data-forget-card]')) {
  offer.hidden = !cards.opened(offer.dataset.forgetCard)
  offer.querySelector('button').addEventListener('click', () => {
    cards.close(offer.dataset.forgetCard)
    offer.hidden = true
  })
}

fillTokens(document)
