// Giving points away: two buttons beside each number, and how many are left.
import { all, maybe, one } from '../shared/page.ts'
import { textsOf } from '../shared/texts.ts'
import { numbersIn } from './parts.ts'

const PRESSES = 10 // that give all points to one option

export function points(group: HTMLElement) {
  const list = maybe(group, '[data-points]')
  if (!list) return
  const most = Number(list.dataset.points)
  const step = Math.max(1, Math.round(most / PRESSES))
  for (const item of all(list, 'li')) {
    const field = one(item, 'input', HTMLInputElement)
    for (const button of all(item, '[data-add]')) {
      button.hidden = false
      button.onclick = () => {
        const number = Number(field.value) + step * Number(button.dataset.add)
        field.value = `${Math.min(most, Math.max(0, number))}`
        show()
      }
    }
  }
  group.addEventListener('input', show)
  group.addEventListener('change', show)
  show()

  function show() {
    const left = most - numbersIn(group).reduce((sum, number) => sum + number, 0)
    const place = one(group, '[data-left]')
    place.hidden = false
    place.classList.toggle('nhsuk-error-message', left < 0)
    place.textContent = textsOf(place)(left < 0 ? 'over' : 'some', { n: Math.abs(left) })
  }
}
