// Questions from the floor on a phone: asked and voted for in the background, so that nothing that
// somebody writes is lost.
import { PATIENCE, TRIES, complain, wait } from './answering.js'

// The list moves up and down while somebody writes: it alone is made anew. Nothing moves under a
// finger; but what was left out is gone at once.
export function showFloor (page, raised) {
  const list = page.querySelector('[data-floor]')
  if (!list) return
  forgetSeen(page, raised)
  if (list.contains(document.activeElement)) removeGone(page, list, raised)
  if (list.contains(document.activeElement)) return
  const voted = new Set([...list.querySelectorAll('[aria-pressed=true]')].map((button) => button.value))
  const template = page.querySelector('[data-floor-item]').content.firstElementChild
  list.replaceChildren(...raised.map(([id, text, n]) => {
    const item = template.cloneNode(true)
    const button = item.querySelector('button')
    Object.assign(button, { name: voted.has(id) ? 'unvote' : 'vote', value: id })
    button.setAttribute('aria-pressed', voted.has(id))
    button.querySelector('[data-n]').textContent = n
    button.querySelector('[data-about]').textContent = text
    item.querySelector('[data-text]').textContent = text
    return item
  }))
}

// A question that waited is in the list now: nothing more is said of it.
function forgetSeen (page, raised) {
  const seen = new Set(raised.map(([id]) => id))
  for (const said of page.querySelectorAll('[data-waits]')) if (seen.has(said.dataset.waits)) said.remove()
}

function removeGone (page, list, raised) {
  const seen = new Set(raised.map(([id]) => id))
  const gone = [...list.children].filter((item) => !seen.has(item.querySelector('button').value))
  const hadFocus = gone.some((item) => item.contains(document.activeElement))
  for (const item of gone) item.remove()
  if (!hadFocus) return
  const heading = page.querySelector('h1')
  heading.tabIndex = -1
  heading.focus({ preventScroll: true }) // not into the field: a keyboard would open
}

// Lets a page's form ask and vote; `put` puts the page that comes back in the place of this one.
export function onTheFloor (page, put) {
  const form = page.querySelector('[data-floor-form]')
  form?.addEventListener('submit', async (event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
    const content = new URLSearchParams(new FormData(form, event.submitter))
    if (event.submitter.name) content.delete('raise')
    for (let tried = 1; tried <= TRIES; tried++) {
      const made = await sent(content)
      if (made && !form.isConnected) return
      if (made) return replace(form, made, event.submitter, put)
      complain(page, tried === TRIES ? 'unsent' : 'lost')
      await wait(tried)
    }
  }, true)
}

// Returns the page that came back; nothing if none did.
async function sent (content) {
  try {
    const reply = await fetch(location.pathname, {
      method: 'POST', credentials: 'omit', body: content, signal: AbortSignal.timeout(PATIENCE)
    })
    return new DOMParser().parseFromString(await reply.text(), 'text/html').querySelector('[data-join]')
  } catch {
    return null // the network: again
  }
}

// What somebody is writing meanwhile stays, and so does the focus.
function replace (form, made, pressed, put) {
  const problem = made.querySelector('.nhsuk-error-summary')
  const draft = pressed.name || problem ? form.elements.raise.value : ''
  put(made)
  const written = made.querySelector('[name=raise]')
  if (!written) return
  written.value = draft
  const again = pressed.value && made.querySelector(`[data-floor] button[value="${CSS.escape(pressed.value)}"]`)
  const next = problem || again || written
  next.focus()
}
