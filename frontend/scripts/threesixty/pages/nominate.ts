// The page on which raters are named: where the list would stand, as people are ticked.
import { all, one, write } from '../../shared/page.ts'

type Standing = { lines: Record<string, string>; whole: string }

const RESTS_MS = 200
const form = one(document, 'form[data-standing]', HTMLFormElement)
let asked = 0

// Sent like the form itself: whom an address names is kept in histories and logs.
async function ask(): Promise<Standing | null> {
  const answer = await fetch(form.dataset.standing ?? '', {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new FormData(form),
  })
  return answer.ok ? answer.json() : null
}

function show(standing: Standing) {
  for (const place of all(form, '[data-line]'))
    write(place, standing.lines[place.dataset.line ?? ''] ?? '')
  for (const place of all(form, '[data-whole]')) write(place, standing.whole)
}

// Where the site does not answer, the page keeps saying where the saved list stands.
function changed() {
  asked += 1
  const mine = asked
  setTimeout(async () => {
    const standing = mine === asked ? await ask().catch(() => null) : null
    if (standing && mine === asked) show(standing)
  }, RESTS_MS)
}

form.addEventListener('change', changed)
