// What somebody wrote on a page is gone from it once they have left it. Browsers keep whole pages in
// memory for their back button, and on a shared phone somebody else may press it.
import { all } from '../shared/page.ts'

export function forgetWhenLeft() {
  const held = all(document, '[data-forget]')
  addEventListener('pagehide', () => {
    for (const part of held) part.replaceChildren()
  })
  // Brought back, a page is asked for anew: one that came of sending something is not sent again.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    if (held.length) location.replace(location.pathname + location.search)
    else location.reload()
  })
}
