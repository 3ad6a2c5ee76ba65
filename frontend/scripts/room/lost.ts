// Saying that the connection is lost: a page that looks alive and is not deceives a hall.
import { maybe, write } from '../shared/page.ts'

export function sayLost(isLost: boolean) {
  const place = maybe(document, '.es-lost')
  if (!place) return
  place.hidden = !isLost
  write(place, isLost ? (place.dataset.lost ?? '') : '')
}
