// A case of the list, fetched anew, and its messages opened.
import { opened } from '../dialogue.ts'
import { addressOf, get } from './desk.ts'
import type { Found } from './forms.ts'
import type { OpenedRow } from './rows.ts'

export const find = async (row: OpenedRow): Promise<Found> =>
  (await get(addressOf('case', { case: row.case }))).json()

export const messagesOf = (found: Pick<Found, 'entries'>, row: OpenedRow) =>
  opened(found, row.opened.identity)
