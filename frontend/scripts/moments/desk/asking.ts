// What can't be undone is asked first, on the page: what will happen, and the button that does it.
import { make, one } from '../../shared/page.ts'
import { page } from './desk.ts'

interface Question {
  question: string
  lines?: string[]
  yes: string
}

// Return whether the guardian wants it.
export function asked({ question, lines = [], yes }: Question): Promise<boolean> {
  const dialog = one(page, '[data-ask]', HTMLDialogElement)
  one(dialog, '[data-ask-question]').textContent = question
  one(dialog, '[data-ask-lines]').replaceChildren(...lines.map((line) => make('p', line)))
  const [doIt, goBack] = [one(dialog, '[data-ask-yes]'), one(dialog, '[data-ask-no]')]
  doIt.textContent = yes
  doIt.onclick = () => dialog.close('yes')
  goBack.onclick = () => dialog.close()
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === 'yes')
  })
}
