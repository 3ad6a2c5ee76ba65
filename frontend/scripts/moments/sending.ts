// Sending what was sealed: again after a lost connection, and files in parts that go on where they were.
import { wait } from '../shared/wait.ts'
import * as sealing from './sealing.ts'
import type { Cost } from './stretching.ts'

const TRIES = 6

// What the page says: where to, and how much.
export interface Sending {
  addresses: Record<
    'new' | 'open' | 'again' | 'entry' | 'part' | 'parts' | 'file' | 'heard',
    string
  >
  stretch: Cost
  part: number
  most: number
  title: number
  felt: number
}

interface Problem {
  problem: string
  arrived?: boolean
  status?: number
}

// The server said no, and why.
export class Refused extends Error {
  readonly arrived: boolean // what was sent under this receipt before
  readonly isFinal: boolean

  constructor({ problem, arrived = false, status = 400 }: Problem) {
    super(problem)
    this.arrived = arrived
    this.isFinal = status < 500
  }
}

export interface Saying {
  unknown: string // what is said when a server gives no reason
  onLost: () => void
}

export type Post = (address: string, content: object) => Promise<Response>

// Send something until a server has answered it.
export async function post(address: string, content: object, saying: Saying): Promise<Response> {
  const body = content instanceof FormData ? content : JSON.stringify(content)
  const reply = await sent(address, body, saying.onLost)
  if (reply.ok) return reply
  const said = await reply.json().catch(() => ({}))
  throw new Refused({ problem: saying.unknown, ...said, status: reply.status })
}

async function sent(address: string, body: FormData | string, onLost: () => void) {
  for (let tried = 1; ; tried++) {
    try {
      return await fetch(address, { method: 'POST', credentials: 'omit', body })
    } catch (error) {
      // the connection, not the server
      if (tried === TRIES) throw error
      onLost()
      await wait(1000 * tried)
    }
  }
}

export interface FileToSend {
  id: string
  name: string
  type: string
  size: number
  bytes: Uint8Array
}

export const described = (files: FileToSend[]) =>
  files.map(({ id, name, type, size }) => ({ id, name, type, size }))

interface Steps {
  post: Post
  onSeal: () => void
  onSent: (percent: number) => void
}

// Files follow the message that names them. A part that was acknowledged is not sent again.
export async function sendFiles(
  sending: Pick<Sending, 'addresses' | 'part'>,
  to: { locator: string; recipient: string },
  files: FileToSend[],
  { post, onSeal, onSent }: Steps,
) {
  for (const [n, file] of files.entries()) {
    onSeal()
    const sealed = await sealing.sealFile(file.bytes, to.recipient)
    const of = Math.ceil(sealed.length / sending.part)
    const about = { locator: to.locator, file: file.id }
    const { there } = await (await post(sending.addresses.parts, about)).json()
    for (let number = 1; number <= of; number++) {
      if (there.includes(number)) continue
      const part = sealed.slice((number - 1) * sending.part, number * sending.part)
      await post(sending.addresses.part, partForm({ ...about, number, of }, part))
      onSent((100 * (n + number / of)) / files.length)
    }
  }
}

function partForm(fields: Record<string, string | number>, part: Uint8Array<ArrayBuffer>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, `${value}`)
  form.append('part', new Blob([part]))
  return form
}
