// What a hall reads while nothing is shown of a question yet: what there is to choose from, and how.
import { make } from '../shared/page.ts'
import { fit } from './fit.ts'
import type { Question } from './state.ts'

const MOST = 10 // a vocabulary is read on phones

let standing = '' // what stands there, and how much room it has: made to fit once, not at each answer

export function showAsked(place: HTMLElement, { id, kind, how, options, open }: Question) {
  const { clientWidth, clientHeight } = place
  const now = JSON.stringify([id, kind, how, options, open, clientWidth, clientHeight])
  if (now === standing) return
  standing = now
  const shown = options.length <= MOST ? options : []
  const list = make('ul', shown.map(optionOf), `es-offer__options es-offer__options--${kind}`)
  list.hidden = !shown.length
  const said = make('p', how)
  said.hidden = !open
  place.replaceChildren(list, said)
  fit(place, () => place.scrollHeight <= place.clientHeight)
}

function optionOf(text: string) {
  const item = make('li', text)
  item.dir = 'auto'
  return item
}
