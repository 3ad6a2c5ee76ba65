// What goes wrong is said at its field, where it is known which, and else at the end of its form.
import { maybe } from '../../shared/page.ts'

export class WrongField extends Error {
  field: string

  constructor(field: string, text: string) {
    super(text)
    this.field = field
  }
}

// Somebody else saved a record since it was read.
export class Changed extends Error {}

type Undo = () => void
let unmark: Undo = () => undefined

export function showProblem(place: HTMLElement, form: HTMLElement | null, error: Error) {
  const control = error instanceof WrongField && form ? fieldOf(form, error.field) : null
  if (control) unmark = mark(control, place)
  place.textContent = error.message
  place.hidden = false
  place.scrollIntoView({ block: 'center' })
  control?.focus({ preventScroll: true })
}

export function hideProblem(place: HTMLElement, form: HTMLElement | null, page: HTMLElement) {
  unmark()
  unmark = () => undefined
  if (form) form.append(place)
  else page.prepend(place)
  place.hidden = true
}

const fieldOf = (form: HTMLElement, name: string) => maybe(form, `[name="${name}"]`)

// Mark a field as the design system does, its message above it; return what takes the marks away.
function mark(control: HTMLElement, message: HTMLElement): Undo {
  const group = control.closest('.nhsuk-form-group')
  const before = [...(group?.children ?? [])].find((child) => child.contains(control))
  before?.before(message)
  const described = control.getAttribute('aria-describedby')
  const kind = [...control.classList].find((name) => /^nhsuk-[a-z]+(-upload)?$/.test(name))
  group?.classList.add('nhsuk-form-group--error')
  control.classList.add(`${kind}--error`)
  control.setAttribute('aria-invalid', 'true')
  control.setAttribute('aria-describedby', [described, message.id].filter(Boolean).join(' '))
  return () => {
    group?.classList.remove('nhsuk-form-group--error')
    control.classList.remove(`${kind}--error`)
    control.removeAttribute('aria-invalid')
    if (described) control.setAttribute('aria-describedby', described)
    else control.removeAttribute('aria-describedby')
  }
}
