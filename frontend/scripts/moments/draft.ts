// A draft that is kept in its tab because somebody chose to keep it. Found again, it is not shown
// before they ask for it: the next person at a shared computer may be somebody else.
import { mayLeave, stay } from '../shared/leaving.ts'
import { one } from '../shared/page.ts'
import * as tab from './tab.ts'
import { type Written, writeInto, written } from './written.ts'

export interface Draft {
  forget: () => void // it was sent, or its writer wants it gone
  moved: () => void // to another step of the form
}

interface Rules {
  name: string // under which it is kept
  of?: string // what it belongs to: kept with it, and found again for that alone
  onShown: () => void // it was put back
  onDeleted: () => void
}

// Offer to keep what is written in a form.
export function startDraft(
  form: HTMLFormElement,
  { name, of = '', onShown, onDeleted }: Rules,
): Draft {
  const found = one(form.parentElement ?? document, '[data-draft-found]')
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
    onDeleted()
  })
  form.addEventListener('input', changed)
  const before = tab.kept<Written>(name)
  if (before && (before.of ?? '') === of) offerToGoOn(before)
  return { forget, moved }

  function moved() {
    if (choice.checked) keep()
  }

  function changed() {
    if (choice.checked) keep()
    else stay(form)
  }

  function keep() {
    const isKept = tab.keep(name, { ...written(form), of })
    choice.checked = isKept
    one(form, '[data-draft-not-kept]').hidden = isKept
    show(isKept)
    if (isKept) mayLeave(form)
    else stay(form)
  }

  function forget() {
    tab.forget(name)
    choice.checked = false
    show(false)
    mayLeave(form)
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
