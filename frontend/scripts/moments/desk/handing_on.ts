// Giving exact words to somebody else than the person a case is about: a person here, or a body outside.
// They get nothing from this site. The reporter agrees to whom and to which words; then the guardian
// gives them on by hand, and says so in the dialogue, where it stays sealed.
import { choosePerson } from '../../organisations/person_field.ts'
import { field, make, one } from '../../shared/page.ts'
import { agreementIn, byHand } from '../agreeing.ts'
import { type Asked, passedLines, plain } from '../content.ts'
import { asked } from './asking.ts'
import { day } from './days.ts'
import { desk, form, hide, part, words } from './desk.ts'
import { showOnPaper } from './export.ts'
import { fill, type Shown } from './forms.ts'
import { askToAgree, known, write } from './passing_on.ts'
import { WrongField } from './problems.ts'
import type { Done } from './said.ts'

const WRITTEN = one(part('hand-person'), 'input', HTMLInputElement) // as the server wrote it

let agreed: Asked | null = null // what may be given on now

export function startHandingOn() {
  field(form('hand-on'), 'kind').addEventListener('change', showWhom)
  part('hand-print').addEventListener('click', () => {
    if (agreed) showOnPaper(words('handFor', { name: agreed.to }), [onPaper(agreed)])
    print()
  })
}

const onPaper = (given: Asked) => ({
  heading: words('madeBy', { day: day(desk.today), name: desk.name }),
  lines: passedLines(given.words).map((line): [string, string] => ['', line]),
})

export function showHandOn(shown: Shown) {
  const agreement = agreementIn(shown.messages, byHand)
  const { ask, answer, handed, state } = agreement ?? {}
  const isAgreed = state === 'yes' && !handed
  agreed = (isAgreed && ask?.content.asks) || null
  const to = ask?.content.asks?.to ?? ''
  const on = day((answer ?? ask)?.on ?? desk.today)
  part('hand-state').textContent = ask
    ? words(handed ? 'handGiven' : `hand_${state}`, { name: to, day: on })
    : ''
  hide('hand-agreed', !isAgreed)
  hide('hand-again', !ask)
  one(form('handed'), '[data-copy-said]').textContent = ''
  part('hand-words').replaceChildren(
    ...(agreed ? passedLines(agreed.words) : []).map((line) => make('p', line)),
  )
  const person = WRITTEN.cloneNode() as HTMLInputElement
  part('hand-person').replaceChildren(person)
  fill(
    'hand-on',
    shown,
    { kind: 'person', person: '', outside: '', what: shown.written.what },
    (sent) => askReporter(shown, sent),
  )
  fill('handed', shown, { text: '' }, (sent) => sayGiven(shown, sent))
  choosePerson(person)
  showWhom()
}

function showWhom() {
  const kind = field(form('hand-on'), 'kind').value
  hide('hand-here', kind !== 'person')
  hide('hand-outside', kind !== 'outside')
}

// To whom: a person whom this site knows, or whatever the guardian writes.
async function whom(sent: HTMLFormElement): Promise<string> {
  const name = field(sent, 'kind').value
  const typed = field(sent, name).value.trim()
  if (!typed) throw new WrongField(name, words('nobody'))
  return name === 'outside' ? typed : known(typed)
}

async function askReporter(shown: Shown, sent: HTMLFormElement): Promise<Done | null> {
  const to = await whom(sent)
  const what = field(sent, 'what').value.trim()
  if (!what) throw new WrongField('what', words('noWords'))
  const { cue, helped, own, felt } = plain({})
  return askToAgree(shown, { to, words: { cue, what, helped, own, felt }, by_hand: true })
}

// Exactly what was agreed to is said to have been given.
async function sayGiven(shown: Shown, sent: HTMLFormElement): Promise<Done | null> {
  const agreement = agreementIn(shown.messages, byHand)
  const handed = agreed
  if (!agreement || !handed) throw new Error(words('ask'))
  const name = handed.to
  const question = {
    question: words('handSure', { name }),
    lines: passedLines(handed.words),
    yes: words('handSureYes'),
  }
  if (!(await asked(question))) return null
  const text = field(sent, 'text').value.trim()
  await write(shown, { handed, about: agreement.ask.id, text })
  return { said: words('handSaid', { name }) }
}
