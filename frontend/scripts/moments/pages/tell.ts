// Giving feedback and raising a concern: what is sealed never reaches the form's own address.
import { begun, isAble } from '../../giving/able.ts'
import { all, byId, maybe, one, pageData } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { startChecked } from '../checked.ts'
import { watchFiles, whyNotFiles } from '../chosen.ts'
import { missing } from '../content.ts'
import { startDraft } from '../draft.ts'
import { startFollowing } from '../following.ts'
import { complain, say } from '../notices.ts'
import { goOn, type Report, send } from '../raising.ts'
import type { Sending } from '../sending.ts'
import { startSteps } from '../steps.ts'

const tell = maybe(document, '[data-tell]', HTMLFormElement)
const concern = maybe(document, '[data-concern]', HTMLFormElement)
const sending = pageData<Sending>('sending')

const ROUTE_STEP = 2
const SEALED_CHECK = 4 // after what is for a guardian alone
const CONCERN_CHECK = 2

const value = (id: string) => byId(id).value.trim()
const checkedIn = (root: ParentNode, selector: string) =>
  all(root, `${selector}:checked`, HTMLInputElement)

// What a script takes over goes no further.
function stop(event: Event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

interface Asking {
  draft: string // the name under which it is kept
  last: () => number
  missing: () => string
  fieldOf: (name: string) => HTMLElement | null
  onShow: () => void
  submit: () => void
}

// Ask one question a page, and show all of it before it is sent.
function startAsking(form: HTMLFormElement, asking: Asking) {
  const checked = startChecked(form)
  const steps = startSteps(form, { last: asking.last, mayLeave, onShow })
  const draft = startDraft(form, {
    name: asking.draft,
    onShown: () => {
      asking.onShow()
      steps.resume()
    },
    onDeleted: () => location.reload(),
  })
  form.addEventListener('input', () => say('')) // what was missing may be there now
  form.addEventListener('submit', submit, true)
  return { steps, draft }

  function onShow() {
    checked.show()
    draft.moved()
  }

  function submit(event: Event) {
    stop(event)
    if (!steps.isLast()) return steps.goOn()
    const name = asking.missing()
    if (name) mend(name)
    else asking.submit()
  }

  function mayLeave(step: HTMLElement): boolean {
    const name = asking.missing()
    const field = asking.fieldOf(name)
    const isHere = Boolean(field && step.contains(field))
    if (isHere) mend(name)
    return !isHere
  }

  function mend(name: string) {
    const field = asking.fieldOf(name)
    steps.goTo(field)
    if (name === 'three')
      field?.focus() // the words say it themselves
    else complain(name, '', field)
  }
}

function startTelling(form: HTMLFormElement) {
  const routes = all(form, '[name=route]', HTMLInputElement)
  const chosen = () => routes.find((route) => route.checked)
  const isSealed = () => 'sealed' in (chosen()?.dataset ?? {})
  const following = startFollowing(() => complain('unknown'), sent)
  const { steps, draft } = startAsking(form, {
    draft: 'feedback',
    last: () => (isSealed() ? SEALED_CHECK : ROUTE_STEP),
    missing: () => whatIsMissing(form, chosen()),
    fieldOf: (name) => fieldOf(form, name),
    onShow: show,
    submit,
  })
  following.onBack(steps.change)
  for (const route of routes) {
    if (!('notOffered' in route.dataset)) route.disabled = false
    route.addEventListener('change', () => {
      maybe(form.parentElement ?? form, '.nhsuk-error-summary')?.remove() // of another way
      show()
    })
  }
  show()

  function submit() {
    const route = chosen()?.value ?? ''
    if (isSealed()) void send(form, () => feedback(form, route)).then(whenSent)
    else void following.send({ form, button: null })
  }

  // Once it was sent the form is empty.
  function whenSent() {
    if (!value('id_what')) sent()
  }

  function sent() {
    draft.forget()
  }

  function show() {
    showFor(form, chosen()?.value ?? '')
    const button = one(form, '[data-submit]')
    button.textContent = textsOf(button)(isSealed() ? 'sealed' : 'open')
    steps.update()
  }
}

// Show what is asked and said of one way alone.
function showFor(form: HTMLFormElement, route: string) {
  for (const part of all(form, '[data-only]')) part.hidden = part.dataset.only !== route
}

function whatIsMissing(form: HTMLFormElement, chosen: HTMLInputElement | undefined): string {
  const [who, cue, what, own] = [
    value('id_who'),
    value('id_cue'),
    value('id_what'),
    value('id_own'),
  ]
  const felt = checkedIn(form, '[name=felt]').length
  const route = chosen?.value ?? ''
  const written = { who, cue, what, own, felt, route, name: value('name') }
  const isSealed = 'sealed' in (chosen?.dataset ?? {})
  return missing(written, sending.felt) || (isSealed ? missingToSeal(form) : '')
}

const missingToSeal = (form: HTMLFormElement) =>
  checkedIn(form, '[data-guardian]').length ? whyNotFiles(sending.most) : 'noGuardian'

// Where what is missing can be mended.
function fieldOf(form: HTMLFormElement, name: string): HTMLElement | null {
  if (!name) return null
  if (name === 'felt' || name === 'three') return maybe(form, '[name=felt]')
  if (name === 'route') return maybe(form, '[name=route]:enabled')
  return fieldToSeal(form, name) ?? byId(`id_${name}`)
}

function fieldToSeal(form: HTMLFormElement, name: string): HTMLElement | null {
  if (name === 'noGuardian') return maybe(form, '[data-guardian]')
  if (name === 'filesAnyway') return byId('files-anyway')
  if (name === 'tooLarge') return byId('files')
  return name === 'name' ? byId('name') : null
}

function feedback(form: HTMLFormElement, route: string): Report {
  const content = {
    kind: 'moment' as const,
    anonymous: route === 'anonymous',
    name: route === 'guardian' ? value('name') : '',
    who: value('id_who'),
    cue: value('id_cue'),
    what: value('id_what'),
    felt: checkedIn(form, '[name=felt]').map((box) => box.value),
    own: value('id_own'),
    helped: value('id_helped'),
    pass_on: checkedIn(form, '[name=pass_on]')[0]?.value,
  }
  return { content, route, title: byId('id_cue').value }
}

function startConcern(form: HTMLFormElement) {
  form.hidden = false
  const show = () => showFor(form, isKnown() ? 'guardian' : 'anonymous')
  const { draft } = startAsking(form, {
    draft: 'concern',
    last: () => CONCERN_CHECK,
    missing: () => missingOfConcern(form),
    fieldOf: (name) => (name === 'empty' ? byId('what') : fieldToSeal(form, name)),
    onShow: show,
    submit: () => {
      void send(form, () => raised(form)).then(() => {
        if (!value('what')) draft.forget()
      })
    },
  })
  for (const choice of all(form, '[name=known]')) choice.addEventListener('change', show)
  show()
}

function missingOfConcern(form: HTMLFormElement): string {
  if (!value('what')) return 'empty'
  if (isKnown() && !value('name')) return 'name'
  return missingToSeal(form)
}

const isKnown = () => Boolean(maybe(document, '#known-yes', HTMLInputElement)?.checked)

function raised(form: HTMLFormElement): Report {
  const known = isKnown()
  const content = {
    kind: 'concern' as const,
    anonymous: !known,
    name: known ? value('name') : '',
    what: value('what'),
    helped: value('helped'),
    elements: checkedIn(form, '[data-element]').map((box) => box.dataset.element),
    profession: value('profession'),
  }
  return { content, route: known ? 'guardian' : 'anonymous', title: byId('what').value }
}

if (isAble()) {
  if (tell) startTelling(tell)
  if (concern) startConcern(concern)
  watchFiles()
  goOn()
  begun()
}
