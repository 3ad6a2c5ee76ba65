// What every page may need: forms that are sent once, news and errors that take the focus.
import { noteAnswered } from '../../giving/answered.ts'
import * as cards from '../../giving/cards.ts'
import { fillTokens } from '../../giving/devices.ts'
import { forgetWhenLeft } from '../../giving/forgetting.ts'
import { watchLimits } from '../../giving/limiting.ts'
import { offerToCopy } from '../../shared/copying.ts'
import { countLetters } from '../../shared/letters.ts'
import { sayNews } from '../../shared/news.ts'
import { all, one } from '../../shared/page.ts'
import { offerToPrint } from '../../shared/printing.ts'

sayNews(document)

for (const form of all(document, 'form:not([data-opinion], [data-reached])', HTMLFormElement)) {
  form.addEventListener('submit', () => {
    setTimeout(() => {
      for (const button of all(form, 'button')) button.setAttribute('aria-disabled', 'true')
    })
    form.addEventListener('submit', (again) => again.preventDefault())
  })
}
forgetWhenLeft() // and a page brought back by the back button is usable again

offerToPrint(document)
offerToCopy(document)

// What stands after the # of an address never reaches the server: it goes along to the same page in
// another language. The last part of a redirected address is that of the address before it.
for (const link of all(document, '[data-keeps-fragment]', HTMLAnchorElement)) {
  link.addEventListener('click', () => {
    link.hash = location.hash
  })
}

// The answers have arrived: the copy in this browser is no longer needed.
for (const sent of all(document, '[data-forget-drafts]')) {
  const address = sent.dataset.forgetDrafts ?? ''
  cards.forgetDraft(address, cards.opened(address)?.code)
}
for (const offer of all(document, '[data-forget-card]')) {
  const address = offer.dataset.forgetCard ?? ''
  cards.noteSent(address)
  offer.hidden = !cards.opened(address)
  one(offer, '[data-forget-opened]').addEventListener('click', () => {
    cards.close(address)
    for (const part of [offer, ...all(document, '[data-with-card]')]) part.hidden = true
    one(document, '[data-forgotten]').hidden = false
  })
}

fillTokens(document)
noteAnswered(document)
watchLimits(document)
countLetters(document)
