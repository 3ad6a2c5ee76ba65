// A dialogue that its receipt has opened, and what is asked of the server for it.
import { pageData } from '../../shared/page.ts'
import { type Case, type Opened, opened } from '../dialogue.ts'
import type { Opening } from '../letting_in.ts'
import { post } from '../notices.ts'
import type { PassedOn } from '../passed_on.ts'
import type * as sending from '../sending.ts'

// The next word of a guardian, and the day by which it is due.
export interface Due {
  word: 'next' | 'reply' | 'feedback'
  by: string
}

export interface Found extends Case, Opening {
  for_receipt: string
  status: string
  status_words: string
  received_on: string
  recipient: string
  due: Due | null
  answer: PassedOn | null
}

// What opens a dialogue, once its receipt was stretched.
export interface Own {
  identity: string
  locator: string
  recipient: string
}

// A dialogue as it is now.
export interface Dialogue {
  own: Own
  found: Found
  messages: Opened[]
}

export const page = pageData<sending.Sending>('sending')
export const { addresses, most, part, stretch: cost } = page

export const find = async (locator: string): Promise<Found> =>
  (await post(addresses.open, { locator })).json()

export async function read(own: Own, found: Found): Promise<Dialogue> {
  return { own, found, messages: await opened(found, own.identity) }
}
