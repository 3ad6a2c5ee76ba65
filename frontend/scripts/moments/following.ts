// The page that follows a form is shown in its place, in the same page: going back, the form is there
// with every word, and can be sent another way.
import { offerToCopy } from '../shared/copying.ts'
import { goTo, maybe, one } from '../shared/page.ts'
import { offerToPrint } from '../shared/printing.ts'

const FOLLOWING = 'following'

interface Sent {
  form: HTMLFormElement
  button: HTMLElement | null
}

export interface Following {
  send: (sent: Sent) => Promise<void>
  onBack: (act: (name: string) => void) => void
}

export function startFollowing(complain: () => void, onSent: () => void): Following {
  const before = one(document, '[data-form]')
  const place = one(document, '[data-followed-by]')
  let isSending = false
  let goToChange = (_name: string) => {} // what somebody goes back to change
  place.addEventListener(
    'submit',
    (event) => {
      event.preventDefault()
      event.stopImmediatePropagation()
      const { target: form, submitter: button } = event
      if (form instanceof HTMLFormElement) void send({ form, button })
    },
    true,
  )
  addEventListener('popstate', ({ state }) => {
    // a receipt stands in the form's place: going back must not show the form, emptied, beside it
    if (before.hidden && place.hidden) return
    show(state?.step === FOLLOWING)
  })
  return {
    send,
    onBack: (act) => {
      goToChange = act
    },
  }

  async function send({ form, button }: Sent) {
    if (button instanceof HTMLButtonElement && button.name === 'back') return goBack(button.value)
    if (isSending) return
    isSending = true
    try {
      const reply = await fetch(form.action, { method: 'POST', body: new FormData(form) })
      if (reply.redirected) return leaveFor(reply.url)
      take(new DOMParser().parseFromString(await reply.text(), 'text/html'))
    } catch {
      complain()
    } finally {
      isSending = false
    }
  }

  function goBack(name: string) {
    addEventListener('popstate', () => goToChange(name), { once: true })
    history.back()
  }

  function leaveFor(address: string) {
    onSent()
    location.replace(address)
  }

  function take(page: Document) {
    const content = maybe(page, '[data-following]')
    if (!content) return refuse(page)
    const isThere = history.state?.step === FOLLOWING
    place.replaceChildren(content)
    if (!isThere) history.pushState({ step: FOLLOWING }, '')
    show(true)
    offerToPrint(place)
    offerToCopy(place)
  }

  function refuse(page: Document) {
    const problem = maybe(page, '.nhsuk-error-summary')
    if (!problem) return complain()
    maybe(before, '.nhsuk-error-summary')?.remove()
    before.prepend(problem)
    problem.focus()
  }

  function show(isFollowing: boolean) {
    const shown = isFollowing && place.childElementCount > 0
    before.hidden = shown
    place.hidden = !shown
    if (!shown) return
    scrollTo(0, 0)
    goTo(one(place, 'h1'), { preventScroll: true })
  }
}
