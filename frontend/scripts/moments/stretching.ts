// Making a receipt hard to guess. What it costs is what the page says, and never less than here: a
// page that was changed on its way can't make receipts that are cheap to try.
import { argon2idAsync } from 'hashes/argon2.js'
import { hex } from '../shared/bytes.ts'

const SALT = 'everyseat receipt 1'
const KEY = 32
const LOCATOR = 16
export const LEAST = { iterations: 2, memory: 19456, lanes: 1 } // OWASP's smallest for Argon2id

export interface Cost {
  iterations: number
  memory: number // in kibibytes
  lanes: number
}

export interface Stretched {
  key: Uint8Array
  locator: string
}

export type Progress = (part: number) => void

export class TooCheap extends Error {}

// The key that opens a case for its reporter, and the place where the server finds it.
export async function stretch(
  receipt: string,
  cost: Cost,
  onProgress: Progress = () => {},
): Promise<Stretched> {
  const { iterations, memory, lanes } = cost
  const isEnough = iterations >= LEAST.iterations && memory >= LEAST.memory && lanes >= LEAST.lanes
  if (!isEnough) throw new TooCheap('this page would make receipts that are cheap to guess')
  const options = { t: iterations, m: memory, p: lanes, dkLen: KEY + LOCATOR, onProgress }
  const out = await argon2idAsync(receipt, SALT, options)
  return { key: out.slice(0, KEY), locator: hex(out.slice(KEY)) }
}
