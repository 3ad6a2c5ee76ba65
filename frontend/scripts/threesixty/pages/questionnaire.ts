// The questionnaire editor: moves, removes and adds parts of the page, each with its fields, so that
// the form is sent in the order that the page has. Without this script its buttons ask the server.
import { all, maybe, one } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { place } from '../ordering.ts'

const form = maybe(document, '[data-editor]', HTMLFormElement)
if (form) start(form)

function start(form: HTMLFormElement) {
  const said = one(document, '[data-said]')
  const words = textsOf(said)
  let added = 0
  let dragged: HTMLElement | null = null
  prepare(form)

  form.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (!button) return
    if ('nameHere' in button.dataset) return putName(button)
    const item = button.closest<HTMLElement>('[data-item]')
    const { act, add } = button.dataset
    if (act && item) {
      event.preventDefault()
      if (act === 'up' || act === 'down') move(item, act, button)
      else remove(item, act === 'remove')
    } else if (add) {
      event.preventDefault()
      append(add, button)
    }
  })
  form.addEventListener('input', (event) => {
    const field = event.target
    if (field instanceof HTMLElement && 'words' in field.dataset) name(field)
  })
  form.addEventListener('dragstart', (event) => {
    const handle = event.target instanceof Element ? event.target.closest('[data-handle]') : null
    dragged = handle?.closest<HTMLElement>('[data-item]') ?? null
    if (dragged) event.dataTransfer?.setData('text/plain', dragged.id)
  })
  form.addEventListener('dragover', (event) => {
    if (dragged && under(event)) event.preventDefault()
  })
  form.addEventListener('drop', (event) => {
    const target = dragged && under(event)
    if (!dragged || !target) return
    event.preventDefault()
    const box = target.getBoundingClientRect()
    target.insertAdjacentElement(
      event.clientY > box.top + box.height / 2 ? 'afterend' : 'beforebegin',
      dragged,
    )
    tell(dragged)
    dragged = null
  })

  // The item of the same kind that is under the pointer.
  function under(event: DragEvent): HTMLElement | null {
    const at = event.target instanceof Element ? event.target : null
    const found = at?.closest<HTMLElement>(`[data-item="${dragged?.dataset.item}"]`) ?? null
    return found === dragged ? null : found
  }

  function siblings(item: HTMLElement): HTMLElement[] {
    const kind = `[data-item="${item.dataset.item}"]`
    return all(form, kind).filter((other) => !other.querySelector('template'))
  }

  function move(item: HTMLElement, act: 'up' | 'down', button: HTMLElement) {
    const lists = all(form, '[data-statements]')
    const found = place(item, act, item.dataset.item === 'statement' ? lists : [])
    if (!found) return
    if (found.before) found.list.insertBefore(item, found.before)
    else found.list.append(item)
    unfold(item)
    tell(item)
    button.focus()
  }

  function tell(item: HTMLElement) {
    const every = siblings(item)
    said.textContent = words('moved', { n: every.indexOf(item) + 1, all: every.length })
    count(form)
  }

  function remove(item: HTMLElement, whether: boolean) {
    for (const fields of all(item, '[data-fields]')) {
      if (fields.closest('[data-item]') === item) fields.hidden = whether
    }
    one(item, '[data-removed-line]').hidden = !whether
    one(item, '[data-removed-field]', HTMLInputElement).value = whether ? '1' : ''
    const fold = maybe(item, '[data-fold]', HTMLDetailsElement)
    if (fold && whether) fold.open = true // its statements stay, and are to be seen
    count(form)
    said.textContent = words(whether ? 'removed' : 'restored')
    one(item, whether ? '[data-act="back"]' : '[data-act="remove"]').focus()
  }

  function append(kind: string, button: HTMLElement) {
    const item = made(kind)
    const lists = { value: '[data-values]', question: '[data-questions]' }
    const list =
      kind === 'value' || kind === 'question'
        ? one(form, lists[kind])
        : one(button.closest<HTMLElement>('[data-item]') ?? form, '[data-statements]')
    list.append(item)
    if (kind === 'value') one(item, '[data-statements]').append(made('statement'))
    prepare(item)
    count(form)
    said.textContent = words('added')
    one(item, '[data-words]').focus()
  }

  function made(kind: string): HTMLElement {
    const template = one(form, `template[data-new="${kind}"]`, HTMLTemplateElement)
    const holder = document.createElement('template')
    added += 1
    holder.innerHTML = template.innerHTML.replaceAll('NEWID', `n${added}-${Date.now()}`)
    return one(holder.content, '[data-item]')
  }
}

// Show what only works with this script.
function prepare(root: ParentNode) {
  for (const hidden of all(root, '[data-name-here]')) hidden.hidden = false
  for (const handle of all(root, '[data-handle]')) {
    handle.hidden = false
    handle.draggable = true
  }
}

// Open the value that a statement has come to.
function unfold(item: HTMLElement) {
  const fold = item.closest('[data-fold]')
  if (fold instanceof HTMLDetailsElement) fold.open = true
}

// Say on each value how many statements it has, without those that were removed.
function count(form: HTMLElement) {
  for (const value of all(form, '[data-item="value"]')) {
    const kept = all(value, '[data-item="statement"]').filter(
      (item) => !one(item, '[data-removed-field]', HTMLInputElement).value,
    )
    one(value, '[data-count]').textContent = String(kept.length)
  }
}

// Put {name} where the writer is in the text of a button's field.
function putName(button: HTMLElement) {
  const field = maybe(button.parentElement ?? document, 'textarea', HTMLTextAreaElement)
  if (!field) return
  field.setRangeText('{name}', field.selectionStart, field.selectionEnd, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.focus()
}

// Let an item's buttons say what they concern: the words that it has now.
function name(field: HTMLElement) {
  const item = field.closest<HTMLElement>('[data-item]')
  const text = 'value' in field ? String(field.value) : ''
  for (const what of all(item ?? document, '[data-what]')) {
    if (what.closest('[data-item]') === item) what.textContent = ` ${text}`
  }
  for (const option of all(document, `option[value="${item?.id}"]`, HTMLOptionElement)) {
    if (option.closest('select')?.name.endsWith('-about')) option.textContent = text
  }
}
