// Putting options in order by taps: the first choice, then the next; then up and down. The lists of
// numbers, which stand there without scripts, hold the order and are sent.
import { all, maybe, one } from '../shared/page.ts'
import { textsOf } from '../shared/texts.ts'
import { fill, numbersIn } from './parts.ts'

export function ranking(group: HTMLElement) {
  const list = maybe(group, '[data-ranking]')
  if (!list) return
  const items = all(list, 'li')
  for (const [option, item] of items.entries()) {
    one(item, 'select').hidden = true
    one(item, '[data-put]').onclick = () => put(option)
    for (const button of all(item, '[data-move]')) {
      button.onclick = () => move(option, Number(button.dataset.move), button)
    }
  }
  group.addEventListener('change', show)
  show()

  // The order so far, as options.
  function order(): number[] {
    const numbers = numbersIn(group)
    const placed = [...numbers.keys()].filter((option) => numbers[option])
    return placed.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0))
  }

  // The last one that is left goes to the last place by itself.
  function put(option: number) {
    const chosen = [...order(), option]
    const left = [...items.keys()].filter((one) => !chosen.includes(one))
    set(left.length === 1 ? [...chosen, ...left] : chosen)
    say(option)
    const next = items.find((item) => !one(item, '[data-put]').hidden)
    focus(next ? one(next, '[data-put]') : moves(option)[0])
  }

  function move(option: number, by: number, pressed: HTMLElement) {
    const chosen = order()
    const from = chosen.indexOf(option)
    const [other] = chosen.splice(from + by, 1, option)
    if (other !== undefined) chosen[from] = other
    set(chosen)
    say(option)
    focus(pressed)
  }

  function set(chosen: number[]) {
    fill(
      group,
      items.map((_, option) => chosen.indexOf(option) + 1),
    )
  }

  function show() {
    const chosen = order()
    for (const [option, item] of items.entries()) {
      const place = chosen.indexOf(option) + 1
      one(item, '[data-place]').hidden = !place
      one(item, '[data-place]').textContent = `${place}`
      one(item, 'label').hidden = !place
      one(item, '[data-put]').hidden = !!place
      for (const button of moves(option)) {
        const end = button.dataset.move === '1' ? chosen.length : 1
        button.hidden = !place
        button.disabled = place === end
      }
    }
    const left = [...items.keys()].filter((option) => !chosen.includes(option))
    list?.append(...[...chosen, ...left].flatMap((option) => items[option] ?? []))
  }

  function moves(option: number) {
    const item = items[option]
    return item ? all(item, '[data-move]', HTMLButtonElement) : []
  }

  function say(option: number) {
    const item = items[option]
    if (!list || !item) return
    const values = { option: one(item, 'label').textContent ?? '', n: order().indexOf(option) + 1 }
    one(group, '[data-moved-said]').textContent = textsOf(list)('moved', values)
  }
}

// An item that moved has lost the focus; at the end of the list the other button has it.
function focus(button?: HTMLElement) {
  button?.focus({ preventScroll: true })
  if (!button || document.activeElement === button) return
  const item = button.closest('li')
  if (item) one(item, '[data-move]:not(:disabled)').focus({ preventScroll: true })
}
