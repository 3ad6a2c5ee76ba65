// A draft that is kept in its tab because somebody chose to keep it. Found again, it is not shown
// before they ask for it: the next person at a shared computer may be somebody else.
import { mayLeave, stay } from '../shared/leaving.ts'
import { one } from '../shared/page.ts'
import { WORDS } from './following.ts'
import * as tab from './tab.ts'
import { type Written, writeInto, written } from './written.ts'

export interface Draft {
  forget: () => void // it was sent, or its writer wants it gone
}

// Offer to keep what is written in a form under a name. `onShown` is told when a draft was put back.
export function startDraft(form: HTMLFormElement, name: string, onShown: () => void): Draft {
  const found = one(document, '[data-draft-found]')
  const choice = one(form, '[data-draft-keep]', HTMLInputElement)
  const offer = one(form, '[data-draft]')
  offer.hidden = false
  choice.addEventListener('change', () => {
    if (!choice.checked) forget()
    changed()
  })
  one(form, '[data-draft-delete]').addEventListener('click', () => {
    forget()
    form.reset()
    location.reload()
  })
  form.addEventListener('input', changed)
  const before = tab.kept<Written>(name)
  if (before) offerToGoOn(before)
  return { forget }

  function changed() {
    if (choice.checked) keep()
    else stay(WORDS)
  }

  function keep() {
    const isKept = tab.keep(name, written(form))
    choice.checked = isKept
    one(form, '[data-draft-not-kept]').hidden = isKept
    show(isKept)
    if (isKept) mayLeave(WORDS)
    else stay(WORDS)
  }

  function forget() {
    tab.forget(name)
    choice.checked = false
    show(false)
    mayLeave(WORDS)
  }

  function show(isKept: boolean) {
    one(form, '[data-draft-kept]').hidden = !isKept
  }

  function offerToGoOn(before: Written) {
    found.hidden = false
    form.hidden = true
    one(found, '[data-draft-go-on]').addEventListener('click', () => {
      close()
      writeInto(form, before)
      keep()
      onShown()
    })
    one(found, '[data-draft-drop]').addEventListener('click', () => {
      close()
      forget()
    })
  }

  function close() {
    found.hidden = true
    form.hidden = false
  }
}
