// What a page has to say first takes the focus, so that a screen reader says it: what is already on a page
// when it comes is never announced by itself.
import { maybe } from './page.ts'

export function sayNews(document: Document) {
  const problem = maybe(document, '.nhsuk-error-summary')
  const target = document.getElementById(location.hash.slice(1))
  if (problem) {
    // The address still has the field of the errors before: the browser would go there.
    if (target) history.replaceState(null, '', location.pathname + location.search)
    return problem.focus()
  }
  const isAtWork = target || document.activeElement !== document.body
  if (!isAtWork) maybe(document, '[data-says-first]')?.focus()
}
