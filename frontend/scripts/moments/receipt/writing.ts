// What a reporter adds to their dialogue: a message, an answer, how they were treated since.
import { newId } from '../../shared/ids.ts'
import { mayLeave, stay } from '../../shared/leaving.ts'
import { byId, maybe, one, onSubmit } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { agreementIn } from '../agreeing.ts'
import { chosenFiles, markOfFiles, mayBeSent } from '../chosen.ts'
import { startDraft } from '../draft.ts'
import { complain, complainOf, post, say, steps } from '../notices.ts'
import * as sealing from '../sealing.ts'
import * as sending from '../sending.ts'
import { addresses, type Dialogue, find, most, type Own, part, read } from './opened.ts'
import { showAll } from './shown.ts'
import { go } from './views.ts'

// What is being sent: the same again after a lost connection, anew once changed.
interface Message {
  mark: string
  files: sending.FileToSend[]
  request: { locator: string; entry: string; sealed: string }
}

type Written = Record<string, string>

const checked = (form: HTMLFormElement, name: string) =>
  maybe(form, `[name=${name}]:checked`, HTMLInputElement)?.value ?? ''

// `letIn` lets guardians with a new key open the dialogue, who are to read what is written.
export function startWriting(dialogue: Dialogue, letIn: () => Promise<void>) {
  let { messages } = dialogue
  const { own } = dialogue
  takes('reply', () => ({ text: byId('reply').value.trim() }))
  takes('own-name', () => {
    const name = byId('own-name').value.trim()
    return { text: name && textsOf(one(document, '[data-words]'))('myName', { name }) }
  })
  takes('treated', (form) => {
    const [detriment, text] = [checked(form, 'detriment'), byId('treated-text').value.trim()]
    return detriment ? { detriment, text } : null
  })
  takes('agree', (form) => {
    const agrees = checked(form, 'agrees')
    const about = agreementIn(messages)?.ask.id ?? ''
    return agrees ? { agrees, about, text: byId('agree-text').value.trim() } : null
  })

  // A form sends what it holds; nothing is sent where nothing was chosen.
  function takes(name: string, write: (form: HTMLFormElement) => Written | null) {
    const form = one(document, `[data-${name}]`, HTMLFormElement)
    const button = one(form, 'button:not([type])', HTMLButtonElement)
    const withFiles = Boolean(maybe(form, '[type=file]'))
    let made: Message | null = null
    const draft = maybe(form, '[data-draft]') && keepDraftOf(form, name)
    if (!draft) form.addEventListener('input', () => stay(form))
    onSubmit(form, async () => {
      if (button.disabled) return
      button.disabled = true
      try {
        await send()
      } catch (error) {
        complainOf(error)
      }
      button.disabled = false
    })

    async function send() {
      const content = write(form)
      if (!content) return complain('choose', '', maybe(form, '[type=radio]'))
      const mark = JSON.stringify([content, withFiles && markOfFiles()])
      if (made?.mark !== mark) made = await newMessage(content, { mark, withFiles, own })
      if (!made) return
      await letIn()
      await post(addresses.entry, made.request)
      await sending.sendFiles({ addresses, part }, own, made.files, steps)
      say('')
      made = null
      form.reset()
      if (draft) draft.forget()
      else mayLeave(form)
      await again()
      sayArrived()
    }
  }

  // Only where this dialogue is opened again: the tab may have held another.
  function keepDraftOf(form: HTMLFormElement, name: string) {
    const nothing = () => {}
    return startDraft(form, { name, of: own.locator, onShown: nothing, onDeleted: nothing })
  }

  async function again() {
    const now = await read(own, await find(own.locator))
    messages = now.messages
    showAll(now)
  }
}

function sayArrived() {
  const said = one(document, '[data-arrived]')
  said.hidden = false
  go('new')
  said.focus()
}

async function newMessage(
  content: Written,
  { mark, withFiles, own }: { mark: string; withFiles: boolean; own: Own },
): Promise<Message | null> {
  const files = withFiles ? await chosenFiles(most) : []
  const refused = mayBeSent(files, most)
  const isEmpty = !files.length && !Object.values(content).some(Boolean)
  if (refused || isEmpty) {
    complain(refused || 'empty')
    return null
  }
  say('seal')
  const sealed = await sealing.seal({ ...content, files: sending.described(files) }, [
    own.recipient,
  ])
  return { mark, files, request: { locator: own.locator, entry: newId(), sealed } }
}

// Whether the answer of the person it is about landed.
export function startHeard({ own }: Dialogue) {
  one(document, '[data-send-heard]').addEventListener('click', async () => {
    const heard = maybe(document, '[name=heard]:checked', HTMLInputElement)?.value
    const chosen = one(document, '[data-heard-kept]')
    chosen.hidden = false
    chosen.textContent = heard ? '' : textsOf(chosen)('choose')
    if (!heard) return
    const agrees = one(document, '#agrees', HTMLInputElement).checked
    try {
      await post(addresses.heard, { locator: own.locator, heard, agrees })
      chosen.textContent = textsOf(chosen)('kept')
    } catch (error) {
      complainOf(error)
    }
  })
}
