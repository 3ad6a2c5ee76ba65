// Shows a dialogue on its pages.
import { ago, today } from '../../shared/days.ts'
import { make, one } from '../../shared/page.ts'
import { textsOf, type Values } from '../../shared/texts.ts'
import { agreementIn } from '../agreeing.ts'
import { plain } from '../content.ts'
import { authorOf, date, item, type Opened } from '../dialogue.ts'
import { post } from '../notices.ts'
import { answerParts, stateOf, wordsParts } from '../passed_on.ts'
import { isHeard, type News, newsOf, promiseOf } from './news.ts'
import { addresses, type Dialogue } from './opened.ts'

const words = (name: string, values: Values = {}) =>
  textsOf(one(document, '[data-words]'))(name, values)
const place = (name: string) => one(document, `[data-${name}]`)

const dayOf = (on: string) => words('dayAgo', { day: date(on), ago: ago(on, today()) })

export function showAll(dialogue: Dialogue) {
  const { found, messages } = dialogue
  showTitle(dialogue)
  showNews(dialogue)
  showPromise(dialogue)
  place('entries').replaceChildren(...messages.map((message) => itemOf(message, dialogue)))
  place('n-messages').textContent = `${messages.length}`
  place('was-closed').hidden = found.status !== 'closed'
  showPassedOn(dialogue)
  showQuestion(dialogue)
  place('meanwhile').hidden = !isTreatedWorse(messages)
  // before that nobody can have been treated worse for it
  place('go-treated').hidden = !isHeard(found, messages)
}

function itemOf(message: Opened, { found, own }: Dialogue) {
  return item(message, found, {
    identity: own.identity,
    words,
    fetchPart: async (file, number) =>
      (await post(addresses.file, { locator: own.locator, file, number })).arrayBuffer(),
  })
}

// Which dialogue it is: somebody may have two.
function showTitle({ found, messages: [first] }: Dialogue) {
  const { kind = '', cue = '' } = first?.content ?? {}
  const title =
    kind === 'moment' && cue ? words('feedbackAbout', { cue }) : words(kind || 'concern')
  place('heading').textContent = title
  place('sent-on').textContent = words('sentOn', { day: date(found.received_on) })
  place('status').textContent = found.status_words
}

function showNews(dialogue: Dialogue) {
  const { since, news } = newsOf(dialogue.found, dialogue.messages)
  const name = news.length ? 'newSince' : 'nothingNew'
  place('news-heading').textContent = words(name, { day: since ? dayOf(since) : '' })
  place('news').replaceChildren(...news.map((one) => newsItem(one, dialogue)))
}

function newsItem({ kind, on, message }: News, dialogue: Dialogue): HTMLElement {
  const name = dialogue.found.answer?.recipient ?? ''
  if (!message) return make('li', words(kind, { name, day: dayOf(on) }))
  if (!message.content.asks) return itemOf(message, dialogue)
  const author = authorOf(message, words)
  return make('li', words('asksYou', { author, day: dayOf(on), name: whom(message) }))
}

const whom = ({ content }: Opened) => (content.asks?.to ?? '').replace(/\s*\([^()]*@[^()]*\)$/, '')

function showPromise({ found, messages }: Dialogue) {
  const due = place('due')
  const { text, by } = promiseOf(found, messages, today())
  due.hidden = !text
  due.textContent = text ? textsOf(due)(text, { day: by ? date(by) : '' }) : ''
}

function showPassedOn({ found: { answer } }: Dialogue) {
  for (const name of ['go-answer', 'passed-on', 'may-stand-by']) place(name).hidden = !answer
  place('sealed-only').hidden = Boolean(answer)
  if (!answer) return
  place('passed-words').replaceChildren(...wordsParts(plain(answer.words), words))
  place('answer-recipient').textContent = stateOf(answer, words)
  place('heard').hidden = !answer.answer
  if (answer.heard) one(document, `#heard-${answer.heard}`, HTMLInputElement).checked = true
  place('answer-words').replaceChildren(...answerParts(answer, words))
}

// What a guardian asks, and what was answered: until it is passed on it can be answered otherwise.
function showQuestion({ found, messages }: Dialogue) {
  const asked = agreementIn(messages)
  const isByHand = Boolean(asked?.ask.content.asks?.by_hand)
  const isPassedOn = Boolean(isByHand ? asked?.handed : found.answer)
  const { ask, answer, state } = (isPassedOn ? null : asked) ?? {}
  place('agree-site').hidden = isByHand
  place('agree-hand').hidden = !isByHand
  place('go-agree').hidden = state !== 'pending'
  place('agreed').hidden = !answer || state === 'pending'
  if (!ask) return
  const name = whom(ask)
  if (answer) {
    place('agreed-text').textContent = words(`said_${state}`, { name, day: dayOf(answer.on) })
  }
  place('ask-heading').textContent = words('mayPass', { name })
  place('ask-by').textContent = words('askedBy', {
    author: authorOf(ask, words),
    day: dayOf(ask.on),
  })
  place('ask-words').replaceChildren(...wordsParts(ask.content.asks?.words ?? plain({}), words))
}

// They said so, and no guardian has written since.
function isTreatedWorse(messages: Opened[]) {
  const since = messages.slice(messages.findLastIndex(({ by }) => by === 'guardian') + 1)
  return since.some(({ content }) => content.detriment === 'yes')
}
