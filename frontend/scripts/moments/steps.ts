// One question a page: the steps of a form. Each has an entry in the browser's history, which holds
// its number and nothing else; what was typed stays in the form, whichever way somebody goes.
import { fits } from '../shared/letters.ts'
import { all, byId, goTo, one } from '../shared/page.ts'

export interface Steps {
  isLast: () => boolean
  goOn: () => void
  goTo: (field: Element | null) => void
  change: (id: string) => void
  resume: () => void
  update: () => void
}

interface Rules {
  last: () => number // the number of the last step, counted from 0
  mayLeave: (step: HTMLElement) => boolean // says itself what is missing
  onShow: () => void
}

export function startSteps(form: HTMLFormElement, { last, mayLeave, onShow }: Rules): Steps {
  const steps = all(form, '[data-step]')
  const place = byId('step') // where somebody is: kept with their draft
  let isChanging = false // one answer of those that they have checked
  place.value = '0'
  history.replaceState({ step: 0 }, '')
  addEventListener('popstate', ({ state }) => {
    if (typeof state?.step === 'number') show(state.step)
  })
  one(form, '[data-next]').onclick = goOn
  one(form, '[data-back]').onclick = () => history.back()
  for (const button of all(form, '[data-change]')) {
    button.onclick = () => change(button.dataset.change ?? '')
  }
  update()
  return { isLast, goOn, goTo: goToStepOf, change, resume, update }

  function here() {
    return Math.min(Number(place.value), last())
  }

  function isLast() {
    return here() >= last()
  }

  // Once an answer was changed it is back to where they are checked, unless something is missing.
  function goOn() {
    const at = here()
    const until = isChanging ? last() : at + 1
    if (isLast() || !fits(form) || !steps.slice(at, until).every(mayLeave)) return
    enter(until)
  }

  function enter(n: number) {
    history.pushState({ step: n }, '')
    show(n)
  }

  function show(n: number) {
    place.value = `${n}`
    if (isLast()) isChanging = false
    update()
    onShow()
    scrollTo(0, 0)
    const heading = steps[here()]?.querySelector('h1, h2')
    if (heading instanceof HTMLElement) goTo(heading, { preventScroll: true })
  }

  function update() {
    for (const [n, step] of steps.entries()) step.hidden = n !== here()
    one(form, '[data-next]').hidden = isLast()
    one(form, '[data-submit]').hidden = !isLast()
    one(form, '[data-back]').hidden = here() === 0
  }

  function goToStepOf(field: Element | null) {
    const n = steps.findIndex((step) => field && step.contains(field))
    if (n >= 0 && n !== here()) enter(n)
    const fold = field?.closest('details')
    if (fold) fold.open = true
  }

  // Go to an answer, to change it.
  function change(id: string) {
    const field = document.getElementById(id)
    isChanging = true
    goToStepOf(field)
    field?.focus({ preventScroll: true })
    field?.scrollIntoView({ block: 'center' })
  }

  // Go to the step of a draft that was put back; “Back” leads through those before it.
  function resume() {
    const until = here()
    for (let n = 1; n <= until; n++) enter(n)
    update()
  }
}
