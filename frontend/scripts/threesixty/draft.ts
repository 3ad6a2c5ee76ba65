// Answers that are kept in this browser alone until they are sent.

export type Answers = Record<string, string>

const NOT_KEPT = ['csrfmiddlewaretoken', 'card']

export function keep(key: string, sent: Iterable<[string, FormDataEntryValue]>) {
  const answers: Answers = {}
  for (const [name, value] of sent) {
    if (typeof value === 'string' && !NOT_KEPT.includes(name)) answers[name] = value
  }
  localStorage.setItem(key, JSON.stringify(answers))
}

// What was kept, or null. A draft that can't be read is no draft.
export function kept(key: string): Answers | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Answers | null
  } catch {
    return null
  }
}

// The page of a form that an address shows, from 1 on.
export function pageIn(hash: string, pages: number): number {
  const page = Number(hash.replace('#page-', ''))
  return page >= 1 && page <= pages ? page : 1
}
