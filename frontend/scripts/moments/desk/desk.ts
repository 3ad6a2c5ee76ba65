// What the parts of a guardian's desk share: the page, the server, and the key once it is open.
import { maybe, one, onSubmit, pageData } from '../../shared/page.ts'
import { filled, textsOf, type Values } from '../../shared/texts.ts'
import type { GuardianKey } from '../sealing.ts'
import { Changed, hideProblem, showProblem, WrongField } from './problems.ts'

type Address =
  | 'cases'
  | 'case'
  | 'closed'
  | 'messages'
  | 'reply'
  | 'status'
  | 'owner'
  | 'next'
  | 'read'
  | 'record'
  | 'passOn'
  | 'whom'
  | 'file'
  | 'key'
  | 'newKey'
  | 'escrow'
  | 'confirm'
  | 'retire'
  | 'share'
  | 'abuse'
  | 'publish'
  | 'counts'
  | 'away'
  | 'back'
  | 'handOver'
  | 'takeBack'

export interface NamedKey extends GuardianKey {
  name: string
  holder: string // who holds it, or has seen it on paper
  escrow: boolean
  since: string | null // from when on one in escrow is used
}

// As `queries.leave.shown` gives it.
export interface Leave {
  from_on: string
  back_on: string
  stand_in: { id: string; name: string } | null
  handed_over: number
  to_hand_over: number
}

interface Desk {
  me: string
  name: string
  today: string
  key: { id: string; kept: string; recipient: string } | null
  keys: NamedKey[]
  leave: Leave | null
  elements: Record<string, string>
  marks: Record<string, string>
  professions: Record<string, string>
  statuses: Record<string, string>
  addresses: Record<Address, string>
  passphrase: number
  shared: number
}

export const page = one(document, '[data-desk]')
export const desk = pageData<Desk>('desk')
export const words = textsOf(one(page, '[data-words]'))
const token = one(page, '[name=csrfmiddlewaretoken]', HTMLInputElement).value

// The guardian's own key, once its passphrase has opened it. It lives in this page alone.
export const open: { identity: string } = { identity: '' }

export const part = (name: string) => one(page, `[data-${name}]`)
export const form = (name: string) => one(page, `[data-${name}]`, HTMLFormElement)

export function hide(name: string, hidden = true) {
  const found = maybe(page, `[data-${name}]`)
  if (found) found.hidden = hidden
}

export const addressOf = (name: Address, values: Values = {}) =>
  filled(desk.addresses[name], values)

type Act = (form: HTMLFormElement, button: HTMLElement | null) => Promise<void>

export function on(name: string, act: Act) {
  const found = maybe(page, `[data-${name}]`, HTMLFormElement)
  if (!found) return
  onSubmit(found, ({ submitter }) => void trying(() => act(found, submitter), found))
}

export function onClick(button: HTMLElement, act: () => Promise<void>) {
  button.addEventListener('click', () => void trying(act))
}

// Do something, and return whether it was done; what goes wrong is said in its form.
export async function trying(act: () => Promise<void>, form: HTMLElement | null = null) {
  const problem = part('problem')
  hideProblem(problem, form, page)
  hide('said')
  try {
    await act()
    return true
  } catch (error) {
    const { message } = error as Error
    showProblem(problem, form, message ? (error as Error) : new Error(words('unknown')))
    return false
  }
}

// Send something to the desk; what it answers is the caller's to know.
export async function send<T = unknown>(address: string, content: object): Promise<T> {
  const reply = await fetch(address, {
    method: 'POST',
    headers: { 'X-CSRFToken': token, 'Content-Type': 'application/json' },
    body: JSON.stringify(content),
  })
  const said = await reply.json().catch(() => ({}))
  if (reply.ok) return said
  const problem = said.problem || words('unknown')
  throw said.changed ? new Changed(problem) : new WrongField(said.field ?? '', problem)
}

export async function get(address: string): Promise<Response> {
  const reply = await fetch(address)
  if (!reply.ok) throw new Error(words('unknown'))
  return reply
}
