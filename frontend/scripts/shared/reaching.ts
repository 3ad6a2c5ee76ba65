// Whether the server answers. A browser that sends a form without it shows a page of its own, and what was
// on the page is gone.
import { within } from './patience.ts'

const PATIENCE = 5000

export async function isReachable(): Promise<boolean> {
  try {
    const signal = within(PATIENCE)
    await fetch(location.href, { method: 'HEAD', cache: 'no-store', signal })
    return true
  } catch {
    return false
  }
}
