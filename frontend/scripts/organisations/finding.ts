// Asking who is meant while a name is typed: once it rests, and only what was asked last counts.
export type Ask = (query: string) => Promise<string[]>
export type Populate = (texts: string[]) => void

const RESTS_MS = 200

export function finder(ask: Ask, restsMs = RESTS_MS): (query: string, populate: Populate) => void {
  let last = 0
  return (query, populate) => {
    last += 1
    const mine = last
    setTimeout(async () => {
      if (mine !== last) return
      // without an answer the field stays what it is without scripts: a name can be typed
      const texts = await ask(query).catch(() => [])
      if (mine === last) populate(texts)
    }, restsMs)
  }
}

// Ask our server; `why` gets what it says of people who are here and can't be chosen.
export function asking(address: string, why: (text: string) => void): Ask {
  return async (query) => {
    const url = new URL(address, location.href)
    url.searchParams.set('search', query)
    const answer = await fetch(url, { headers: { accept: 'application/json' } })
    if (!answer.ok) return []
    const { people, without }: { people: string[]; without: string } = await answer.json()
    why(without)
    return people
  }
}
