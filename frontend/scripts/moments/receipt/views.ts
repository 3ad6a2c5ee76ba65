// The pages of a dialogue, one question each. Each has an entry in the browser's history, which holds
// its name and nothing else.
import { all, goTo, one } from '../../shared/page.ts'

type View = 'new' | 'messages' | 'write' | 'answer' | 'agree' | 'treated' | 'open'

export function startViews(section: HTMLElement) {
  for (const button of all(section, '[data-go]')) {
    button.addEventListener('click', () => go(button.dataset.go as View))
  }
  addEventListener('popstate', ({ state }) => show(state?.view ?? 'new'))
  history.replaceState({ view: 'new' }, '')
  show('new')
}

export function go(name: View) {
  history.pushState({ view: name }, '')
  show(name)
}

function show(name: View) {
  const section = one(document, '[data-dialogue]')
  for (const view of all(section, '[data-view]')) view.hidden = view.dataset.view !== name
  scrollTo(0, 0)
  goTo(one(section, `[data-view=${name}] h1`), { preventScroll: true })
}
