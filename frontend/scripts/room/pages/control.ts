// The remote control: how many have answered, as they do; and when there is something to look at.
import { maybe, one } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { follow } from '../follow.ts'
import type { Question, RoomState } from '../state.ts'

const EVERY = 4000
const GRACE = 500 // a page that was just made may hear first of what was before it
const now = maybe(document, '[data-control]')
if (now) start(now)

function start(now: HTMLElement) {
  const words = textsOf(now)
  let first: string | undefined
  let isLeaving = false
  let reload: ReturnType<typeof setTimeout> | undefined
  follow(now, show)
  void waiting(one(now, '[data-waits]'))
  addEventListener('submit', () => {
    // what a button leads to is not overtaken
    isLeaving = true
  })

  function show({ question, ended }: RoomState) {
    if (isLeaving) return
    clearTimeout(reload)
    if (!question || ended || `${question.id}` !== now.dataset.question) {
      reload = setTimeout(() => isLeaving || location.replace(location.pathname), GRACE)
      return
    }
    if (question.kind !== 'floor') {
      const n = question.n
      one(now, '[data-count]').textContent = n === null ? words('few') : words('n', { n })
    }
    const seen = seenIn(question)
    first ??= seen
    if (seen !== first) one(now, '[data-look-again]').textContent = words('new')
  }
}

// What waits is in no state, as phones read those too: it is asked for.
async function waiting(place: HTMLElement) {
  try {
    const signal = AbortSignal.timeout(EVERY)
    const { said } = await (await fetch(place.dataset.waits ?? '', { signal })).json()
    if (place.textContent !== said) place.textContent = said
  } catch {
    /* no network, or signed out: again below */
  }
  setTimeout(waiting, EVERY, place)
}

// Which words or questions there are to look at, however many stand behind each.
function seenIn({ kind, tally }: Question): string {
  if (kind !== 'word' && kind !== 'floor') return '""'
  return JSON.stringify(tally?.map((row) => Array.isArray(row) && row[2] && row[0]))
}
