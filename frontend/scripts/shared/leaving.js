// Warns before a page is left while something on it would be lost by it.
const reasons = new Set()

export function stay (reason) {
  if (!reasons.size) addEventListener('beforeunload', warn)
  reasons.add(reason)
}

export function mayLeave (reason) {
  reasons.delete(reason)
  if (!reasons.size) removeEventListener('beforeunload', warn)
}

const warn = (event) => event.preventDefault()
