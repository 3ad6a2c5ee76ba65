// The first page of a conversation by invitation: the card of the link that was opened, or the one that
// was drawn here, begins at a press. Nothing is sent before it.
import * as cards from '../../giving/cards.ts'
import { isWhole } from '../../giving/codes.ts'
import { maybe, one } from '../../shared/page.ts'

const form = maybe(document, '[data-drawn-card]')
const card = form && found()
if (form && card && (!card.key || card.key === form.dataset.key)) {
  one(form, 'input', HTMLInputElement).value = card.code
  form.hidden = false
  one(document, '[data-no-card]').hidden = true
}

function found(): cards.Card | undefined {
  const linked = cards.fromHash(location.hash)
  if (linked && isWhole(linked.code)) return linked
  const drawn = cards.drawnFor(location.href)
  return drawn.length === 1 ? drawn[0] : undefined
}
