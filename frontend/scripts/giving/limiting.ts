// Says at once, and not only when a form is sent, that more was chosen than may be.
import { all, one } from '../shared/page.ts'

export function watchLimits(root: ParentNode) {
  for (const group of all(root, '[data-most]')) {
    group.addEventListener('change', () => sayWhetherTooMany(group))
    sayWhetherTooMany(group) // a browser may have brought back what was chosen before
  }
}

function sayWhetherTooMany(group: HTMLElement) {
  const chosen = all(group, ':checked', HTMLInputElement).length
  const said = one(group, '[data-too-many]')
  said.hidden = chosen <= Number(group.dataset.most)
  said.textContent = said.hidden ? '' : (said.dataset.tooMany ?? '')
}
