// How many phones follow a room: asked for now and then, as it is in no state.
import { textsOf } from '../shared/texts.ts'

const EVERY = 3000

// Says in an element how many have joined; nothing where the server does not know.
export async function showPeople(place: HTMLElement) {
  try {
    const signal = AbortSignal.timeout(EVERY)
    const { n } = await (await fetch(place.dataset.people ?? '', { signal })).json()
    const text = n === null ? '' : textsOf(place)('said', { n })
    if (place.textContent !== text) place.textContent = text
  } catch {
    /* no network: again below */
  }
  setTimeout(showPeople, EVERY, place)
}
