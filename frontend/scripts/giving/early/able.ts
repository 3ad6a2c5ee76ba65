// Runs before a giver's page is drawn, and is no module, so that browsers of ten years ago run it. Where
// one has all that the page's script needs, the plain form of the page is hidden. It stands there
// without scripts, in a browser that lacks something or does not understand this file, and comes back
// when the page's script fails or does not come.
const PATIENCE = 10_000

const needed: Record<string, () => unknown> = {
  modules: () => 'noModule' in HTMLScriptElement.prototype,
  fetch: () => typeof fetch === 'function' && typeof URLSearchParams === 'function',
  storage: () => keeps(localStorage) && keeps(sessionStorage),
  random: () => crypto.getRandomValues(new Uint8Array(1)),
  numbers: () => typeof BigInt === 'function',
}

function keeps(store: Storage): boolean {
  const name = 'everyseat-tried'
  store.setItem(name, name)
  const isKept = store.getItem(name) === name
  store.removeItem(name)
  return isKept
}

function has(name: string): boolean {
  try {
    return !!needed[name]?.()
  } catch {
    return false
  }
}

const root = document.documentElement
if (has('storage')) root.classList.add('es-keeps')

const script = document.currentScript
const names = (script?.getAttribute('data-needs') || '').split(' ').filter((name) => name)

function fallBack() {
  if (!('begun' in root.dataset)) root.classList.remove('es-scripted')
}

if (['modules', 'fetch', ...names].every(has)) {
  root.dataset.able = ''
  root.classList.add('es-scripted')
  setTimeout(fallBack, PATIENCE)
  addEventListener(
    'error',
    ({ target }) => {
      if (target === window || target instanceof HTMLScriptElement) fallBack()
    },
    true,
  )
}
