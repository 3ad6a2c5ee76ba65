// Shows the part of the desk that the address names, once the key is open.
import { all, maybe, one } from '../../shared/page.ts'
import { showCase } from './case.ts'
import { hide, page, part, trying } from './desk.ts'
import { type Place, placeOf, VIEWS } from './places.ts'
import { sayNothing } from './said.ts'

export const startPlaces = () => addEventListener('hashchange', () => void trying(showPlace))

export async function showPlace() {
  const place = placeOf(location.hash)
  if (part('open').hidden) return
  sayNothing()
  if (place.case) await showCase(place.case)
  for (const view of VIEWS) hide(`view-${view}`, view !== place.view)
  mark(place)
  const heading = maybe(part(`view-${place.view}`), '[data-heading]:not([hidden] *)')
  heading?.focus({ preventScroll: true })
  scrollTo(0, 0)
}

function mark({ view }: Place) {
  for (const name of ['desk-title', 'places']) hide(name, view === 'case')
  for (const link of all(one(page, '[data-places]'), 'a', HTMLAnchorElement)) {
    const isHere = placeOf(link.hash).view === view
    if (isHere) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}
