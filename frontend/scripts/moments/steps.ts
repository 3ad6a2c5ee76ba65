// One question a page: the steps of a form. Each has an entry in the browser's history, which holds
// its number and nothing else; what was typed stays in the form, whichever way somebody goes.
import { all, goTo, one } from '../shared/page.ts'

export interface Steps {
  isLast: () => boolean
  goOn: () => void
  goTo: (field: Element | null) => void
  update: () => void
}

interface Rules {
  last: () => number // the number of the last step, counted from 0
  mayLeave: (step: HTMLElement) => boolean // says itself what is missing
}

export function startSteps(form: HTMLFormElement, { last, mayLeave }: Rules): Steps {
  const steps = all(form, '[data-step]')
  let here = 0
  history.replaceState({ step: 0 }, '')
  addEventListener('popstate', ({ state }) => {
    if (typeof state?.step === 'number') show(state.step)
  })
  one(form, '[data-next]').onclick = goOn
  one(form, '[data-back]').onclick = () => history.back()
  update()
  return { isLast, goOn, goTo: goToStepOf, update }

  function isLast() {
    return here >= last()
  }

  function goOn() {
    const step = steps[here]
    if (step && !isLast() && mayLeave(step)) enter(here + 1)
  }

  function enter(n: number) {
    history.pushState({ step: n }, '')
    show(n)
  }

  function show(n: number) {
    here = Math.min(n, last())
    update()
    scrollTo(0, 0)
    const heading = steps[here]?.querySelector('h1, h2')
    if (heading instanceof HTMLElement) goTo(heading, { preventScroll: true })
  }

  function update() {
    for (const [n, step] of steps.entries()) step.hidden = n !== here
    one(form, '[data-next]').hidden = isLast()
    one(form, '[data-submit]').hidden = !isLast()
    one(form, '[data-back]').hidden = here === 0
  }

  function goToStepOf(field: Element | null) {
    const n = steps.findIndex((step) => field && step.contains(field))
    if (n >= 0 && n !== here) enter(n)
  }
}
