// Buttons that copy a part of the page, and say what came of it.
import { all, one } from './page.ts'
import { textsOf } from './texts.ts'

// Copies a text; where a browser does not let a page do so, selects where it stands.
export async function copy(text: string, shown: HTMLElement): Promise<'copied' | 'selected'> {
  try {
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    // no permission, or no safe connection: the person can still do it
    getSelection()?.selectAllChildren(shown)
    return 'selected'
  }
}

// The text of a part of the page with its line breaks, as it is read.
function selected(shown: HTMLElement): string {
  getSelection()?.selectAllChildren(shown)
  return `${getSelection() ?? ''}`
}

// A button names the part that it copies, and is shown where a script can do it.
export function offerToCopy(root: ParentNode) {
  for (const button of all(root, '[data-copies]')) {
    const shown = one(root, button.dataset.copies ?? '')
    const said = one(root, '[data-copy-said]')
    button.hidden = false
    button.onclick = async () => {
      said.textContent = textsOf(said)(await copy(selected(shown), shown))
    }
  }
}
