// Giving feedback and raising a concern: what is sealed never reaches the form's own address.
import { all, byId, maybe, one, pageData } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { watchFiles } from '../chosen.ts'
import { missing } from '../content.ts'
import { startDraft } from '../draft.ts'
import { startFollowing } from '../following.ts'
import { complain, say } from '../notices.ts'
import { goOn, type Report, send } from '../raising.ts'
import type { Sending } from '../sending.ts'
import { startSteps } from '../steps.ts'

const tell = maybe(document, '[data-tell]', HTMLFormElement)
const concern = maybe(document, '[data-concern]', HTMLFormElement)

const ROUTE_STEP = 2
const SEALED_STEP = 3 // for what is sealed to a guardian alone
const CONCERN_STEPS = 3

const value = (id: string) => byId(id).value.trim()
const checkedIn = (root: ParentNode, selector: string) =>
  all(root, `${selector}:checked`, HTMLInputElement)

// What a script takes over goes no further.
function stop(event: Event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

function startTelling(form: HTMLFormElement) {
  const routes = all(form, '[name=route]', HTMLInputElement)
  const chosen = () => routes.find((route) => route.checked)
  const isSealed = () => 'sealed' in (chosen()?.dataset ?? {})
  const following = startFollowing(() => complain('unknown'), sent)
  const steps = startSteps(form, {
    last: () => (isSealed() ? SEALED_STEP : ROUTE_STEP),
    mayLeave: (step) => !isMissingIn(step),
  })
  for (const route of routes) {
    if (!('notOffered' in route.dataset)) route.disabled = false
    route.addEventListener('change', () => {
      maybe(form.parentElement ?? form, '.nhsuk-error-summary')?.remove() // of another way
      show()
    })
  }
  show()
  const draft = startDraft(form, 'feedback', show)
  form.addEventListener('input', () => say('')) // what was missing may be there now
  form.addEventListener('submit', submit, true)

  function submit(event: Event) {
    stop(event)
    if (!steps.isLast()) return steps.goOn()
    const route = chosen()?.value ?? ''
    const name = whatIsMissing(form, route)
    if (name) return mend(name)
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

  function isMissingIn(step: HTMLElement): boolean {
    const name = whatIsMissing(form, chosen()?.value ?? '')
    const field = fieldOf(form, name)
    const isHere = Boolean(field && step.contains(field))
    if (isHere) mend(name)
    return isHere
  }

  function mend(name: string) {
    const field = fieldOf(form, name)
    steps.goTo(field)
    if (name === 'three')
      field?.focus() // the words say it themselves
    else complain(name, '', field)
  }

  function show() {
    one(form, '[data-known]').hidden = chosen()?.value !== 'guardian'
    const button = one(form, '[data-submit]')
    button.textContent = textsOf(button)(isSealed() ? 'sealed' : 'open')
    steps.update()
  }
}

function whatIsMissing(form: HTMLFormElement, route: string): string {
  const [who, cue, what, own] = [
    value('id_who'),
    value('id_cue'),
    value('id_what'),
    value('id_own'),
  ]
  const felt = checkedIn(form, '[name=felt]').length
  const written = { who, cue, what, own, felt, route, name: value('name') }
  return missing(written, pageData<Sending>('sending').felt)
}

// Where what is missing can be mended.
function fieldOf(form: HTMLFormElement, name: string): HTMLElement | null {
  if (!name) return null
  if (name === 'felt' || name === 'three') return maybe(form, '[name=felt]')
  if (name === 'route') return maybe(form, '[name=route]:enabled')
  return byId(name === 'name' ? 'name' : `id_${name}`)
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
  const steps = startSteps(form, { last: () => CONCERN_STEPS - 1, mayLeave: isComplete })
  const show = () => {
    one(form, '[data-known]').hidden = !isKnown()
  }
  for (const choice of all(form, '[name=known]')) choice.addEventListener('change', show)
  show()
  const draft = startDraft(form, 'concern', show)
  form.addEventListener('input', () => say('')) // what was missing may be there now
  form.addEventListener('submit', submit, true)

  function submit(event: Event) {
    stop(event)
    if (!steps.isLast()) return steps.goOn()
    const name = missingOfConcern(form)
    if (name) {
      steps.goTo(fieldOfConcern(form, name))
      return complain(name, '', fieldOfConcern(form, name))
    }
    void send(form, () => raised(form)).then(() => {
      if (!value('what')) draft.forget()
    })
  }

  function isComplete(step: HTMLElement): boolean {
    const name = missingOfConcern(form)
    const field = fieldOfConcern(form, name)
    if (!field || !step.contains(field)) return true
    complain(name, '', field)
    return false
  }
}

function missingOfConcern(form: HTMLFormElement): string {
  if (!value('what')) return 'empty'
  if (isKnown() && !value('name')) return 'name'
  return checkedIn(form, '[data-guardian]').length ? '' : 'noGuardian'
}

function fieldOfConcern(form: HTMLFormElement, name: string): HTMLElement | null {
  if (name === 'noGuardian') return maybe(form, '[data-guardian]')
  return name ? byId(name === 'empty' ? 'what' : 'name') : null
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

if (tell) startTelling(tell)
if (concern) startConcern(concern)
watchFiles()
goOn()
