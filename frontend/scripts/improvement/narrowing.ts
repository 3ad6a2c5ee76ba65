// Whether a theme is among those that somebody looks for.

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

// Every word that was typed begins a word of the text, in whatever order.
export function fits(text: string, typed: string) {
  const words = plain(text).split(/[^\p{L}\p{N}]+/u)
  const wanted = plain(typed).split(/\s+/).filter(Boolean)
  return wanted.every((start) => words.some((word) => word.startsWith(start)))
}
