// A quarter's counts, made where the cases can be read: the server gets numbers alone.

export interface Counted {
  elements: string[]
  profession: string
  anonymous: boolean
}

export interface Quarter {
  year: number
  quarter: number
}

export function quarterOf(text: string): Quarter {
  const [year = 0, quarter = 0] = text.split('-').map(Number)
  return { year, quarter }
}

export function isIn(day: string, { year, quarter }: Quarter): boolean {
  const [y = 0, month = 0] = day.split('-').map(Number)
  return y === year && Math.ceil(month / 3) === quarter
}

// How many cases have each element, are of each profession, and came without a name.
export function counts(records: Counted[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const { elements, profession, anonymous } of records) {
    const marks = new Set([...elements, profession, anonymous ? 'anonymous' : ''])
    for (const key of marks) if (key) all[key] = (all[key] ?? 0) + 1
  }
  return all
}
