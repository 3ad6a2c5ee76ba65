// Buttons that print the page: shown where a script can do it.
import { all } from './page.ts'

export function offerToPrint(root: ParentNode) {
  for (const button of all(root, '[data-print]')) {
    button.hidden = false
    button.onclick = () => print()
  }
}
