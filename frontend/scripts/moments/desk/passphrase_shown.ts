// Long passphrases are typed wrong where nobody sees them: each field has a button that shows it.
import { all, make } from '../../shared/page.ts'
import { page, words } from './desk.ts'

// To be called before a form's own script hears that it is sent.
export const startShowing = () => {
  for (const input of all(page, 'input[type=password]', HTMLInputElement)) letShow(input)
}

function letShow(input: HTMLInputElement) {
  const button = make('button', words('showPassphrase'), 'es-link')
  button.setAttribute('type', 'button')
  button.setAttribute('aria-controls', input.id)
  const show = (isShown: boolean) => {
    input.type = isShown ? 'text' : 'password'
    button.textContent = words(isShown ? 'hidePassphrase' : 'showPassphrase')
  }
  button.addEventListener('click', () => show(input.type === 'password'))
  input.form?.addEventListener('submit', () => show(false), true)
  input.after(button)
}
