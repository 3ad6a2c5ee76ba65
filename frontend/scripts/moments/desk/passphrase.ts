// What a guardian's new passphrase must be. The server never sees it: only the script can look.

const SHORTEST = 16 // letters, whatever the page says: it can ask for more

// The name of what is wrong with it, or nothing.
export function wrongWith(first: string, again: string, shortest: number): string {
  if (!(first.length >= Math.max(shortest || 0, SHORTEST))) return 'short'
  return first === again ? '' : 'different'
}
