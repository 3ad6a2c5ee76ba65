// Whether an answer was given from this tab. The mark says no more than the tab's own history does, and
// is gone with the tab: whoever uses the device next is told nothing.
import { all } from '../shared/page.ts'
import { inTab } from '../shared/stores.ts'

const nameOf = (code = '') => `everyseat-answered-${code}`

export function noteAnswered(root: ParentNode) {
  for (const place of all(root, '[data-has-answered]')) {
    inTab.set(nameOf(place.dataset.hasAnswered), 'yes')
  }
  for (const place of all(root, '[data-answered-before]')) {
    place.hidden = !inTab.get(nameOf(place.dataset.answeredBefore))
  }
}
