// Answering a statement: by the keys A, D and P, unless they were switched off in this tab; and a second
// press of the same thumb does not answer the statement that has just taken the place of the first.
import { all, maybe, one } from '../../shared/page.ts'
import { inTab } from '../../shared/stores.ts'
import { answerOf } from '../keys.ts'

const NAME = 'conversation-keys'
const JUST_SHOWN = 400
const shownAt = performance.now()
const form = maybe(document, '[data-opinion]', HTMLFormElement)
let isSent = false

if (form) {
  form.addEventListener('submit', send)
  offerKeys(form)
  addEventListener('pageshow', () => {
    isSent = false // the page that the back button brings back
  })
}

function send(event: SubmitEvent) {
  if (isSent || performance.now() < shownAt + JUST_SHOWN) event.preventDefault()
  else isSent = true
}

function offerKeys(answers: HTMLFormElement) {
  const choice = one(document, '[data-keys]')
  const box = one(choice, 'input', HTMLInputElement)
  choice.hidden = !matchMedia('(hover: hover)').matches
  box.checked = !choice.hidden && inTab.get(NAME) !== 'off'
  nameKeys(answers, box.checked)
  box.addEventListener('change', () => {
    inTab.set(NAME, box.checked ? 'on' : 'off')
    nameKeys(answers, box.checked)
  })
  document.addEventListener('keydown', (event) => {
    if (box.checked) answer(answers, event)
  })
}

function answer(answers: HTMLFormElement, event: KeyboardEvent) {
  const { target } = event
  const field = target instanceof HTMLInputElement ? target.type : undefined
  const { key, repeat, ctrlKey, metaKey, altKey } = event
  const value = answerOf({ key, repeat, ctrlKey, metaKey, altKey, field })
  if (value) one(answers, `[value="${value}"]`, HTMLButtonElement).click()
}

// Screen readers say the key of each button.
function nameKeys(answers: HTMLFormElement, are: boolean) {
  for (const button of all(answers, 'button[name=answer]', HTMLButtonElement)) {
    if (are) button.setAttribute('aria-keyshortcuts', button.value.charAt(0))
    else button.removeAttribute('aria-keyshortcuts')
  }
}
