// Fields in which several people are chosen: one is shown, and one more each time it is asked for.
import { all, one } from '../shared/page.ts'

export function growing(list: HTMLElement) {
  const button = one(list, '[data-another]', HTMLButtonElement)
  const input = (row: HTMLElement) => one(row, 'input', HTMLInputElement)
  const spare = all(list, '[data-person]').filter((row, n) => n > 0 && !input(row).value)
  for (const row of spare) row.hidden = true
  button.hidden = spare.length === 0
  button.addEventListener('click', () => {
    const next = spare.shift()
    button.hidden = spare.length === 0
    if (!next) return
    next.hidden = false
    input(next).focus()
  })
}
