// Whether an answer was given from this tab. The mark says no more than the tab's own history does, and
// is gone with the tab: whoever uses the device next is told nothing.
import { all } from '../shared/page.ts'

const nameOf = (code = '') => `everyseat-answered-${code}`

export function noteAnswered(root: ParentNode) {
  for (const place of all(root, '[data-has-answered]')) {
    sessionStorage.setItem(nameOf(place.dataset.hasAnswered), 'yes')
  }
  for (const place of all(root, '[data-answered-before]')) {
    place.hidden = !sessionStorage.getItem(nameOf(place.dataset.answeredBefore))
  }
}
