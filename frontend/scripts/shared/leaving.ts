// Warns before a page is left while something on it would be lost by it.
const reasons = new Set<unknown>()

export function stay(reason: unknown) {
  if (!reasons.size) addEventListener('beforeunload', warn)
  reasons.add(reason)
}

export function mayLeave(reason: unknown) {
  reasons.delete(reason)
  if (!reasons.size) removeEventListener('beforeunload', warn)
}

const warn = (event: Event) => event.preventDefault()
