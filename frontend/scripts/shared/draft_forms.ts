// Long forms of somebody who has signed in: what is written in one is kept in this browser, and put
// back when its page is opened again, until the server says that it was saved.
import * as drafts from './drafts.ts'
import { isKept, isSame, type Written, withoutField, writeInto, written } from './form_written.ts'
import { mayLeave, stay } from './leaving.ts'
import { all, make, maybe, write } from './page.ts'
import { textsOf } from './texts.ts'

export function keepDrafts(root: Document) {
  drafts.forgetOld()
  const saved = maybe(root, 'meta[name=saved-drafts]', HTMLMetaElement)?.content ?? ''
  for (const one of saved.split(' ')) if (one) drafts.forgetSaved(one)
  for (const form of all(root, 'form[data-signs-out]')) {
    form.addEventListener('submit', () => drafts.forgetAllOf(form.dataset.signsOut ?? ''))
  }
  for (const mark of all(root, 'input[data-draft-of]', HTMLInputElement)) {
    if (mark.form) keepDraft(mark.form, mark)
  }
}

function keepDraft(form: HTMLFormElement, mark: HTMLInputElement) {
  const { draftOf: owner = '', draftKey: key = '' } = mark.dataset
  const place = { owner, key, form: mark.value }
  const said = maybe(form, '[data-draft-said]')
  const by = crypto.getRandomValues(new Uint32Array(2)).join('-')
  let isOurs = false // whether there is something of this page to keep
  let left: Written = {} // words whose field is gone: they go on being kept
  putBack()
  form.addEventListener('input', keep)
  form.addEventListener('change', keep)
  form.addEventListener('submit', ({ submitter }) => {
    if (isOurs) keep()
    mark.value = `${place.form}.${by}`
    mark.disabled = !!submitter?.hasAttribute('formaction') // it does something else, and saves nothing
    mayLeave(form)
  })

  function putBack() {
    const before = drafts.kept(place)
    if (!before || 'draftAnswer' in mark.dataset) return
    left = withoutField(form, before.fields)
    if (isSame(form, before.fields) && !Object.keys(left).length) return drafts.forget(place)
    isOurs = true
    for (const field of writeInto(form, before.fields)) {
      const closed = field.closest('details')
      if (closed) closed.open = true
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    say('restored', { when: inWords(before.at) })
    offerToDelete()
    showLeft()
  }

  function keep({ target }: Partial<Event> = {}) {
    if (target instanceof Element && !isKept(target)) return // a choice, not words
    isOurs = true
    if (drafts.keep(place, { at: Date.now(), by, fields: { ...left, ...written(form) } })) {
      if (!said?.textContent?.trim()) say('kept')
      return
    }
    say('unkept')
    stay(form)
  }

  function say(name: string, values = {}) {
    if (said) write(said, textsOf(said)(name, values))
  }

  function showLeft() {
    if (!said || !Object.keys(left).length) return
    const words = Object.values(left).map((text) => make('p', `${text}`, 'es-letter'))
    said.after(make('p', said.dataset.left ?? ''), make('div', words, 'nhsuk-inset-text'))
  }

  function offerToDelete() {
    const button = make('button', said?.dataset.delete ?? '', 'es-link')
    button.setAttribute('type', 'button')
    button.addEventListener('click', () => {
      drafts.forget(place)
      form.reset() // or the browser fills it in again by itself
      location.reload()
    })
    said?.append(' ', button)
  }
}

const inWords = (at: number) =>
  new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
