// Passing something on to the person it is about: from then on this server can read it. Where the
// reporter did not allow it from the first, they are asked, and it is the words they agreed to.

import { choosePerson } from '../../organisations/person_field.ts'
import { newId } from '../../shared/ids.ts'
import { all, field, make, one } from '../../shared/page.ts'
import { type Agreement, agreementIn, areTheSame, byThisSite } from '../agreeing.ts'
import { type Asked, type PassedWords, passedLines, plain } from '../content.ts'
import { answerParts, stateOf, wordsParts } from '../passed_on.ts'
import * as sealing from '../sealing.ts'
import { asked } from './asking.ts'
import { day } from './days.ts'
import { addressOf, desk, hide, part, send, words } from './desk.ts'
import { type Found, fill, type Shown } from './forms.ts'
import { WrongField } from './problems.ts'
import type { Done } from './said.ts'

const WRITTEN = one(part('recipient'), 'input', HTMLInputElement) // as the server wrote it

export function showPassOn(shown: Shown) {
  const { found, messages, written } = shown
  hide('passing', written.kind !== 'moment' || Boolean(found.answer))
  const agreement = agreementIn(messages, byThisSite)
  const ask = agreement?.ask.content.asks
  part('may-pass').textContent = allowed(shown)
  hide('pass-on-now', !mayPassOn(shown, agreement))
  const { cue, what, helped, own, felt } = ask?.words ?? written
  showFelt([...new Set([...felt, ...written.felt])], felt)
  const recipient = WRITTEN.cloneNode() as HTMLInputElement
  part('recipient').replaceChildren(recipient)
  const values = { recipient: ask?.to ?? written.who, cue, what, helped, own }
  fill('pass-on', shown, values, (form, button) =>
    button?.getAttribute('value') === 'ask' ? askReporter(shown, form) : passOn(shown, form),
  )
  choosePerson(recipient)
}

// Whether it may be passed on: the reporter's last word counts.
function mayPassOn({ written }: Shown, agreement: Agreement | null): boolean {
  return agreement ? agreement.state === 'yes' : written.pass_on === 'yes'
}

// What the reporter said of it last, in a sentence.
export function allowed({ messages, written }: Shown): string {
  const agreement = agreementIn(messages, byThisSite)
  if (!agreement) return words(`pass_${written.pass_on}`)
  const { ask, answer, state } = agreement
  return words(`asked_${state}`, { day: day((answer ?? ask).on) })
}

async function askReporter(shown: Shown, form: HTMLFormElement): Promise<Done | null> {
  const { typed, passed } = meant(form)
  return askToAgree(shown, { to: await known(typed), words: passed, by_hand: false })
}

// Asks the reporter to agree to whom, and to which words, if the guardian is sure.
export async function askToAgree(shown: Shown, asks: Asked): Promise<Done | null> {
  const question = words('askReporter', { name: asks.to })
  const yes = words('askReporterYes')
  if (!(await asked({ question, lines: passedLines(asks.words), yes }))) return null
  await write(shown, { asks })
  return { said: words('askedReporter') }
}

// Writes what is no message of words into the dialogue.
export async function write({ row, found }: Shown, content: object) {
  const sealed = await sealing.seal({ from: desk.name, ...content }, [found.recipient])
  await send(addressOf('reply', { case: row.case }), { entry: newId(), sealed })
}

async function passOn(shown: Shown, form: HTMLFormElement): Promise<Done | null> {
  const { typed, passed } = meant(form)
  const to = await known(typed)
  const agreement = agreementIn(shown.messages, byThisSite)
  if (!mayPassOn(shown, agreement)) throw new Error(words('ask'))
  const agreed = agreement?.ask.content.asks
  const isAgreed = [typed, to].includes(agreed?.to ?? '')
  if (agreed && !(isAgreed && areTheSame(agreed.words, passed))) {
    throw new Error(words('otherWords'))
  }
  const question = words('passOn', { name: to })
  const yes = words('passOnYes', { name: to })
  if (!(await asked({ question, lines: passedLines(passed), yes }))) return null
  await send(addressOf('passOn', { case: shown.row.case }), { recipient: to, words: passed })
  return { said: words('passedOn', { name: to }) }
}

// Nobody is asked to agree to a person whom this site does not know: it says who is meant, or why not.
export const known = async (recipient: string) =>
  (await send<{ to: string }>(addressOf('whom'), { recipient })).to

// Who is to be told, and in which words.
function meant(form: HTMLFormElement): { typed: string; passed: PassedWords } {
  const value = (name: string) => field(form, name).value.trim()
  const typed = value('recipient')
  if (!typed) throw new WrongField('recipient', words('nobody'))
  const felt = all(form, '[data-felt] input:checked', HTMLInputElement).map((box) => box.value)
  const [cue, what, helped, own] = [value('cue'), value('what'), value('helped'), value('own')]
  return { typed, passed: { cue, what, helped, own, felt } }
}

function showFelt(all: string[], chosen: string[]) {
  part('felt').replaceChildren(
    ...all.map((key) => {
      const box = document.createElement('input')
      const about = { type: 'checkbox', id: `felt-${key}`, value: key }
      Object.assign(box, about, { className: 'nhsuk-checkboxes__input' })
      box.checked = chosen.includes(key)
      const label = document.createElement('label')
      label.className = 'nhsuk-label nhsuk-checkboxes__label'
      label.htmlFor = box.id
      label.append(key)
      return make('div', [box, label], 'nhsuk-checkboxes__item')
    }),
  )
}

// What was passed on, and its answer, as the reporter reads them.
export function showPassedOn({ answer }: Found) {
  hide('passed-on', !answer)
  if (!answer) return
  part('passed-words').replaceChildren(...wordsParts(plain(answer.words), words))
  part('passed-state').textContent = stateOf(answer, words)
  part('passed-answer').replaceChildren(...answerParts(answer, words))
}
