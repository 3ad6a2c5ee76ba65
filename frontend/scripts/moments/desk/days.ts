// Days as a guardian reads them: the day itself, and how far from today it is.
import { date } from '../dialogue.ts'
import { desk } from './desk.ts'
import { daysBetween } from './rows.ts'

export const day = date

export function ago(on: string): string {
  const days = daysBetween(desk.today, on)
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' })
  return format.format(days, 'day')
}
