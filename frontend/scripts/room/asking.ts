// What a hall reads while nothing is shown of a question yet: what there is to choose from, and how.
import { make } from '../shared/page.ts'
import { fit } from './fit.ts'
import type { Question } from './state.ts'

const MOST = 10 // a vocabulary is read on phones

export function showAsked(place: HTMLElement, { kind, how, options, open }: Question) {
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
