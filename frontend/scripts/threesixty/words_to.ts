// What is promised of words follows the choice of who may read them.
import { all } from '../shared/page.ts'

export function followChoice(form: HTMLFormElement) {
  form.addEventListener('change', () => showPromise(form))
  showPromise(form)
}

export function showPromise(form: HTMLFormElement) {
  const choice = new FormData(form).get('words_to')
  if (!choice) return
  for (const promise of all(document, '[data-words-to]')) {
    promise.hidden = promise.dataset.wordsTo !== choice
  }
}
