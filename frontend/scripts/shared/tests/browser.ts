// The little of a browser that our logic asks for: two stores, an address, a window's name.
import { mock } from 'node:test'

class Store implements Storage {
  readonly #items = new Map<string, string>();
  [name: string]: unknown

  get length() {
    return this.#items.size
  }
  getItem(name: string) {
    return this.#items.get(name) ?? null
  }
  setItem(name: string, text: string) {
    this.#items.set(name, text)
    Object.defineProperty(this, name, { value: text, enumerable: true, configurable: true })
  }
  removeItem(name: string) {
    this.#items.delete(name)
    delete this[name]
  }
  key(n: number) {
    return [...this.#items.keys()][n] ?? null
  }
  clear() {
    for (const name of [...this.#items.keys()]) this.removeItem(name)
  }
}

function set(name: string, value: unknown) {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true })
}

// A new browser with one tab, where nothing is kept.
export function newBrowser(href = 'https://everyseat.example/invitation/a/') {
  set('localStorage', new Store())
  newTab(href)
}

export function newTab(href = 'https://everyseat.example/invitation/a/') {
  set('sessionStorage', new Store())
  set('location', new URL(href))
  set('window', { name: '' })
}

// Answers what is fetched; what is fetched stands in the mock's calls.
export const onFetch = (answer: (address: string, options: RequestInit) => unknown) =>
  mock.method(globalThis, 'fetch', async (address: string, options: RequestInit) => {
    const given = await answer(address, options)
    return given instanceof Response ? given : Response.json(given)
  })

export const lost = () => {
  throw new TypeError('Failed to fetch')
}

// Lets waits end at once, one after the other, until something has come to its end.
export async function withoutWaiting<T>(act: () => Promise<T>): Promise<T> {
  mock.timers.enable({ apis: ['setTimeout'] })
  let isDone = false
  const done = act().finally(() => {
    isDone = true
  })
  done.catch(() => {}) // looked at below
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve))
    mock.timers.runAll()
  }
  mock.timers.reset()
  return done
}
