// How far something in the background is: the part of a page that says it is read again, until it is over.
// Where a script can't run, a link on the page does the same.
import { all } from '../../shared/page.ts'
import { within } from '../../shared/patience.ts'
import { wait } from '../../shared/wait.ts'

const EVERY = 3000
const PATIENCE = 10_000

void follow(all(document, '[data-follow]'))

async function follow(parts: HTMLElement[]) {
  while (parts.length) {
    await wait(EVERY)
    if (document.hidden) continue
    if (!(await renewed(parts))) return
  }
}

// Returns whether there is more to follow. A page that can't be read is asked for again.
async function renewed(parts: HTMLElement[]) {
  try {
    const reply = await fetch(location.href, { signal: within(PATIENCE) })
    if (reply.redirected) location.assign(reply.url)
    if (reply.redirected || !reply.ok) return !reply.redirected
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
    for (const part of parts) {
      const now = page.getElementById(part.id)
      if (!now) location.reload()
      if (!now) return false
      if (!part.contains(document.activeElement)) part.replaceChildren(...now.childNodes)
    }
  } catch {
    // the next time
  }
  return true
}
