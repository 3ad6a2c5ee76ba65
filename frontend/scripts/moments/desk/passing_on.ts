// Passing something on to the person it is about: from then on this server can read it.
import { all, checkbox, field, make } from '../../shared/page.ts'
import { asked } from './asking.ts'
import { addressOf, desk, form, hide, part, send, words } from './desk.ts'
import { fill, type Shown } from './forms.ts'
import { personMeant } from './people.ts'

export function showPassOn(shown: Shown) {
  const { row, found, written } = shown
  hide('passing', written.kind !== 'moment' || Boolean(found.answer))
  part('may-pass').textContent = words(`pass_${written.pass_on}`)
  const { who, cue, what, helped, own } = written
  showFelt(written.felt)
  checkbox(form('pass-on'), 'agreed').checked = false
  fill('pass-on', shown, { recipient: who, cue, what, helped, own }, async (form) => {
    const person = personMeant(desk.people, field(form, 'recipient').value)
    if (!person) throw new Error(words('nobody'))
    const [recipient, name] = person
    const isAgreed = written.pass_on === 'yes' || checkbox(form, 'agreed').checked
    if (!isAgreed) throw new Error(words('ask'))
    const passed = wordsIn(form)
    const lines = [
      passed.cue,
      passed.what,
      [...passed.felt, passed.own].filter(Boolean).join(', '),
      passed.helped,
    ]
    const question = words('passOn', { name })
    if (!(await asked({ question, lines, yes: words('passOnYes', { name }) }))) return null
    await send(addressOf('passOn', { case: row.case }), { recipient, words: passed })
    return { said: words('passedOn', { name }) }
  })
}

function wordsIn(form: HTMLFormElement) {
  const value = (name: string) => field(form, name).value.trim()
  const felt = all(form, '[data-felt] input:checked', HTMLInputElement).map((box) => box.value)
  return {
    cue: value('cue'),
    what: value('what'),
    helped: value('helped'),
    felt,
    own: value('own'),
  }
}

function showFelt(felt: string[]) {
  part('felt').replaceChildren(
    ...felt.map((key) => {
      const box = document.createElement('input')
      const about = { type: 'checkbox', id: `felt-${key}`, value: key, checked: true }
      Object.assign(box, about, { className: 'nhsuk-checkboxes__input' })
      const label = document.createElement('label')
      label.className = 'nhsuk-label nhsuk-checkboxes__label'
      label.htmlFor = box.id
      label.append(key)
      return make('div', [box, label], 'nhsuk-checkboxes__item')
    }),
  )
}
