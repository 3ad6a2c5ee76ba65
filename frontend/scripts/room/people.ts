// How many are in a room: the phones that follow it, asked for now and then, as that is in no state.
// Those whose browsers follow nothing have answered at least.
import { write } from '../shared/page.ts'
import { within } from '../shared/patience.ts'
import { textsOf } from '../shared/texts.ts'

const EVERY = 3000

// Says in an element how many are here, no fewer than have answered; nothing where the server does
// not know.
export async function showPeople(place: HTMLElement, answered: () => number) {
  try {
    const signal = within(EVERY)
    const { n } = await (await fetch(place.dataset.people ?? '', { signal })).json()
    const text = n === null ? '' : textsOf(place)('said', { n: Math.max(n, answered()) })
    write(place, text)
  } catch {
    /* no network: again below */
  }
  setTimeout(showPeople, EVERY, place, answered)
}
