// What the page says while it seals and sends, and where something is missing.
import { maybe, one } from '../shared/page.ts'
import { textsOf } from '../shared/texts.ts'
import * as sending from './sending.ts'

const progress = () => one(document, '[data-sending]')
const problem = () => one(document, '[data-sending-problem]')
const home = maybe(document, '[data-sending-problem]')?.parentElement

export const problemText = (name: string, values = {}) => textsOf(problem())(name, values)

export function say(name: string, percent = 0) {
  const text = one(progress(), '[data-sending-text]')
  progress().hidden = !name
  problem().hidden = true
  if (name) text.textContent = textsOf(text)(name, { percent: Math.round(percent) })
  one(progress(), 'progress', HTMLProgressElement).value = percent
}

// Say what went wrong, and go to where it can be mended; what was written stays.
export function complain(name: string, words = '', field: HTMLElement | null = null) {
  say('')
  const place = problem()
  const beside = field?.closest('fieldset, .nhsuk-form-group') ?? home
  beside?.append(place)
  place.textContent = words || problemText(name)
  place.hidden = false
  field?.focus()
  place.scrollIntoView({ block: 'center' })
}

// Say what came of sending: the server's own words, where it gave some.
export const complainOf = (error: unknown) =>
  complain('unknown', error instanceof sending.Refused ? error.message : '')

export const post: sending.Post = (address, content) =>
  sending.post(address, content, {
    unknown: problemText('unknown'),
    onLost: () => say('again'),
  })

export const steps = {
  post,
  onSeal: () => say('seal'),
  onSent: (percent: number) => say('send', percent),
}
