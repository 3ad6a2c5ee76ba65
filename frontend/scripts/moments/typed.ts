// The field in which somebody types the words of their receipt, and what is wrong with them.
import { byId, make, one } from '../shared/page.ts'
import { textsOf } from '../shared/texts.ts'
import { readReceipt, type Wrong } from './receipts.ts'

// Return the receipt that was typed, or say what is wrong with it.
export function typedReceipt(): string | undefined {
  const problem = one(document, '[data-problem]')
  const { receipt, wrong = [], n } = readReceipt(byId('receipt').value)
  problem.hidden = Boolean(receipt)
  showWrong(wrong)
  byId('receipt').setAttribute('aria-invalid', `${!receipt}`)
  if (wrong.length) problem.textContent = textsOf(problem)('notWords')
  if (n !== undefined) problem.textContent = textsOf(problem)('notEight', { n })
  if (!receipt) byId('receipt').focus()
  return receipt
}

function showWrong(wrong: Wrong[]) {
  const list = one(document, '[data-wrong-words]')
  list.hidden = !wrong.length
  list.replaceChildren(
    ...wrong.map((word) =>
      make('li', [textsOf(list)('wrong', { ...word, near: '' }), ...offers(word, list)]),
    ),
  )
}

// A word that looks like the typed one takes its place when its button is pressed.
const offers = ({ n, near }: Wrong, list: HTMLElement) =>
  near.flatMap((word) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'es-link'
    button.textContent = textsOf(list)('near', { near: word })
    button.addEventListener('click', () => {
      replace(n, word)
      typedReceipt()
    })
    return [' ', button]
  })

function replace(n: number, word: string) {
  let at = 0
  const field = byId('receipt')
  field.value = field.value.replace(/[a-z]+/gi, (typed) => (++at === n ? word : typed))
}
