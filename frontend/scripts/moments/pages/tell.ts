// Giving feedback and raising a concern: what is sealed never reaches the form's own address.
import { all, byId, maybe, one, pageData } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { watchFiles } from '../chosen.ts'
import { missing } from '../content.ts'
import { complain } from '../notices.ts'
import { goOn, type Report, send } from '../raising.ts'
import type { Sending } from '../sending.ts'

const tell = maybe(document, '[data-tell]', HTMLFormElement)
const concern = maybe(document, '[data-concern]', HTMLFormElement)

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
  for (const route of routes) {
    if (!('notOffered' in route.dataset)) route.disabled = false
    route.addEventListener('change', show)
  }
  show()
  form.addEventListener('submit', submit, true)

  function submit(event: Event) {
    const route = chosen()
    const name = whatIsMissing(form, route?.value ?? '')
    if (!name && !(route && 'sealed' in route.dataset)) return // their own routes go to the server
    stop(event)
    if (name) return complain(name, '', fieldOf(form, name))
    if (route) void send(form, () => feedback(form, route.value))
  }

  function show() {
    const route = chosen()
    const sealed = Boolean(route && 'sealed' in route.dataset)
    one(form, '[data-sealed-part]').hidden = !sealed
    one(form, '[data-known]').hidden = route?.value !== 'guardian'
    const button = one(form, '[data-submit]')
    button.textContent = textsOf(button)(sealed ? 'sealed' : 'open')
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
  if (name === 'felt' || name === 'three') return maybe(form, '[name=felt]')
  if (name === 'route') return maybe(form, '[name=route]:enabled')
  return byId(name === 'name' ? 'name' : `id_${name}`)
}

function feedback(form: HTMLFormElement, route: string): Report {
  const content = {
    kind: 'moment',
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
  const show = () => {
    one(form, '[data-known]').hidden = !isKnown()
  }
  for (const choice of all(form, '[name=known]')) choice.addEventListener('change', show)
  show()
  form.addEventListener('submit', submit, true)

  function submit(event: Event) {
    stop(event)
    if (isKnown() && !value('name')) return complain('name', '', byId('name'))
    void send(form, () => raised(form))
  }
}

const isKnown = () => Boolean(maybe(document, '#known-yes', HTMLInputElement)?.checked)

function raised(form: HTMLFormElement): Report {
  const known = isKnown()
  const content = {
    kind: 'concern',
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
