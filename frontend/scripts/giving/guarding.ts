// A giver's form is sent only if the server answers: else the browser would put a page of its own
// in its place. What a press says goes along with the form; a second press while it is on its way does not.
import { all, maybe, one } from '../shared/page.ts'
import { isReachable } from '../shared/reaching.ts'

export function guard(form: HTMLFormElement, onSending = () => {}) {
  let isSent = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (isSent) return
    isSent = true
    sayProblem(null)
    const takeBack = saySending(form)
    if (await isReachable()) {
      onSending()
      sendWith(form, event.submitter)
    } else {
      isSent = false
      takeBack()
      sayProblem(form)
    }
  })
}

// On a slow network a button that has words for it says that it was pressed. Returns how to unsay it.
function saySending(form: HTMLFormElement) {
  const buttons = all(form, 'button[data-sending]')
  const texts = buttons.map((button) => button.textContent)
  for (const button of buttons) button.textContent = button.dataset.sending ?? ''
  return () => {
    for (const [place, button] of buttons.entries()) button.textContent = texts[place] ?? ''
  }
}

// The page has one place for it, which goes to where somebody has just pressed.
function sayProblem(form: HTMLFormElement | null) {
  const problem = one(document, '[data-problem]')
  problem.hidden = true
  if (!form) return
  form.prepend(problem)
  showProblem(problem)
}

export function showProblem(problem: HTMLElement) {
  problem.hidden = false
  problem.scrollIntoView({ block: 'nearest' })
}

function sendWith(form: HTMLFormElement, submitter: HTMLElement | null) {
  maybe(form, '[data-pressed]')?.remove()
  if (submitter instanceof HTMLButtonElement && submitter.name) {
    const field = document.createElement('input')
    Object.assign(field, { type: 'hidden', name: submitter.name, value: submitter.value })
    field.dataset.pressed = ''
    form.append(field)
  }
  form.submit()
  for (const button of all(form, 'button')) button.setAttribute('aria-disabled', 'true')
}
