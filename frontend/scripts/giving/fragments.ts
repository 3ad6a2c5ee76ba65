// What stands behind # in a giver's link, as mail programs and chats leave it. They write “&” as “&amp;”
// or “%26”, break it within, and take along the full stop, bracket or quote behind it. No value of ours
// holds a space, or ends so.
export function inFragment(hash: string, name: string): string {
  const text = decoded(hash.slice(1)).replace(/&amp;/g, '&')
  const value = new URLSearchParams(text).get(name) ?? ''
  return value.replace(/\s+/g, '').replace(/^[^a-z0-9]+|[^a-z0-9]+$/gi, '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a % that belongs to nothing
  }
}
