// Days as a guardian reads them: the day itself, and how far from today it is.
import * as days from '../../shared/days.ts'
import { date } from '../dialogue.ts'
import { desk } from './desk.ts'

export const day = date
export const ago = (on: string) => days.ago(on, desk.today)
