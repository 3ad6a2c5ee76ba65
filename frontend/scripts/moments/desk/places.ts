// Where on the desk somebody is. It stands behind the “#” of the address, which no server sees; so a
// reload and the back button lead to the same case.
const CASE = /^#case-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export const VIEWS = ['cases', 'case', 'quarter', 'keys', 'away'] as const
export type View = (typeof VIEWS)[number]

export interface Place {
  view: View
  case?: string
}

export function placeOf(hash: string): Place {
  const found = CASE.exec(hash)?.[1]
  if (found) return { view: 'case', case: found }
  const view = VIEWS.find((name) => name !== 'case' && hash === `#${name}`)
  return { view: view ?? 'cases' }
}

export const hashOf = (pk: string) => `#case-${pk}`
