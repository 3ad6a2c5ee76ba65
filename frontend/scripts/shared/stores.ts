// The two stores of a browser: of one tab, and of all its tabs. Where one is blocked, full or missing,
// what is kept lasts as long as the page, and nothing fails by it.
export interface Kept {
  get: (name: string) => string | null
  set: (name: string, text: string) => boolean // whether it outlasts the page
  remove: (name: string) => void
}

function keptIn(store: () => Storage): Kept {
  const here = new Map<string, string>()
  return {
    get: (name) => here.get(name) ?? tried(() => store().getItem(name)) ?? null,
    set(name, text) {
      const isKept = tried(() => {
        store().setItem(name, text)
        return true
      })
      if (isKept) here.delete(name)
      else here.set(name, text)
      return !!isKept
    },
    remove(name) {
      here.delete(name)
      tried(() => store().removeItem(name))
    },
  }
}

export const inTab = keptIn(() => sessionStorage)
export const inBrowser = keptIn(() => localStorage)

function tried<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
