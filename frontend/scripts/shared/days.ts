// Days as a browser's owner sees them.

// Today, where this browser is: 2026-11-26.
export const today = () => {
  const now = new Date()
  const two = (n: number) => `${n}`.padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

const DAY = 86_400_000

// Whole days from one day to another; before it, they are negative.
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY)

// The day so many days after another.
export const daysAfter = (from: string, days: number): string =>
  new Date(Date.parse(from) + days * DAY).toISOString().slice(0, 10)

// How far a day is from another, in words: “2 days ago”.
export function ago(on: string, from: string): string {
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' })
  return format.format(daysBetween(from, on), 'day')
}
