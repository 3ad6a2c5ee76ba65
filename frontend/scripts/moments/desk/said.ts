// What was done is said at the head of the desk; what can be undone, there.
import { one } from '../../shared/page.ts'
import { page, part } from './desk.ts'

export interface Done {
  said: string
  undo?: (() => Promise<Done>) | undefined
}

const place = () => part('said')

// Say what was done. `onUndo` undoes it, and says so in turn.
export function say({ said }: Done, onUndo?: (() => void) | undefined) {
  one(place(), '[data-said-text]').textContent = said
  const button = one(place(), '[data-said-undo]', HTMLButtonElement)
  button.hidden = !onUndo
  button.onclick = onUndo ?? null
  place().hidden = false
  place().focus()
  page.scrollIntoView()
}

export function sayNothing() {
  place().hidden = true
}
