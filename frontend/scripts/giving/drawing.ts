// Draws credentials: RFC 9497 POPRF(ristretto255, SHA-512). The secret is made here and stays here;
// the server sees its serial only blinded, and proves which key it used.
import { DLEQProof, Evaluation, FinalizeData, Oprf, POPRFClient } from '@cloudflare/voprf-ts'
import { CryptoNoble } from '@cloudflare/voprf-ts/crypto-noble'
import { sha256 } from '@noble/hashes/sha256'
import { bytesToHex, concatBytes, hexToBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils'
import { inBrowser } from '../shared/stores.ts'
import * as cards from './cards.ts'
import { base32, MARK_SIZE, SECRET_SIZE } from './codes.ts'
import { inFragment } from './fragments.ts'

const SUITE = Oprf.Suite.RISTRETTO255_SHA512
const GROUP = CryptoNoble.Group.get('ristretto255')

// What is drawn for: a review and the group that one's answers are counted with; a room.
export interface Wanted {
  review: string
  group: string
  answer: string
  name: string
}

export interface Drawing {
  key: string
  fingerprint: string
  holder: string
  draw: string
  reviews: Wanted[]
}

interface Waiting {
  secret: string
  kept: string
  blinded: string
}

interface Evaluated {
  evaluated: string
  proof: string
}

export type Send = (blinded: Record<string, string>) => Promise<Record<string, Evaluated>>

// The server used another key than that of the invitation, so that it could tell people apart.
export class OtherKey extends Error {}

// This browser keeps nothing, and nothing was asked for yet.
export class NotKept extends Error {}

export function fingerprint(key: string): string {
  const hash = sha256(concatBytes(utf8ToBytes('everyseat key'), hexToBytes(key)))
  return (base32(hash).slice(0, 20).match(/.{5}/g) ?? []).join('-')
}

const isConsistent = (drawing: Drawing) => fingerprint(drawing.key) === drawing.fingerprint

// The key, and the group that one's answers are counted with, are those that the invitation says.
export function isAsInvited(drawing: Drawing, hash: string): boolean {
  const [key, as] = [inFragment(hash, 'key'), inFragment(hash, 'as')]
  return (
    isConsistent(drawing) &&
    (!key || key === drawing.fingerprint) &&
    (!as || as.replaceAll('.', '+') === drawing.reviews[0]?.group)
  )
}

// Mail programs cut links. What is left of the key or the group then begins like the whole.
export function isCut(drawing: Drawing, hash: string): boolean {
  const [key, as] = [inFragment(hash, 'key'), inFragment(hash, 'as').replaceAll('.', '+')]
  const group = drawing.reviews[0]?.group ?? ''
  return isConsistent(drawing) && drawing.fingerprint.startsWith(key) && group.startsWith(as)
}

export const held = (drawing: Drawing) =>
  drawing.reviews.filter((wanted) => cards.of(drawing.holder, wanted.answer))

// What was blinded is kept until the answer has come: asked again, the server gives the same. It
// gives nothing for an invitation that was used with something else.
export async function draw(drawing: Drawing, send: Send) {
  const client = new POPRFClient(SUITE, hexToBytes(drawing.key), CryptoNoble)
  const store = `everyseat-drawing-${drawing.holder}`
  const waiting = JSON.parse(inBrowser.get(store) || '{}') as Record<string, Waiting>
  const asked: [Wanted, Waiting][] = []
  for (const wanted of drawing.reviews) {
    if (cards.of(drawing.holder, wanted.answer)) continue
    const one = waiting[wanted.review] ?? (await blind(client))
    waiting[wanted.review] = one
    asked.push([wanted, one])
  }
  if (!inBrowser.set(store, JSON.stringify(waiting))) throw new NotKept('a card could be lost')
  const drawn = await send(Object.fromEntries(asked.map(([w, one]) => [w.review, one.blinded])))
  for (const [wanted, one] of asked) {
    const evaluated = drawn[wanted.review]
    if (!evaluated) continue
    const code = await finish(client, wanted, one, evaluated)
    cards.add(drawing.holder, wanted.answer, { code, key: drawing.fingerprint })
  }
  inBrowser.remove(store)
}

async function blind(client: POPRFClient): Promise<Waiting> {
  const secret = randomBytes(SECRET_SIZE)
  const serial = sha256(concatBytes(utf8ToBytes('everyseat serial'), secret))
  const [kept, request] = await client.blind([serial])
  const [blinded] = request.blinded
  if (!blinded) throw new Error('nothing was blinded')
  return {
    secret: bytesToHex(secret),
    kept: bytesToHex(kept.serialize()),
    blinded: bytesToHex(blinded.serialize()),
  }
}

async function finish(
  client: POPRFClient,
  { review, group }: Wanted,
  { secret, kept }: Waiting,
  { evaluated, proof }: Evaluated,
): Promise<string> {
  const info = utf8ToBytes(`everyseat 1\nreview ${review}\nas ${group}`)
  const answer = new Evaluation(
    Oprf.Mode.POPRF,
    [GROUP.desElt(hexToBytes(evaluated))],
    DLEQProof.deserialize(GROUP.id, hexToBytes(proof), CryptoNoble),
  )
  const data = FinalizeData.deserialize(SUITE, hexToBytes(kept), CryptoNoble)
  const [output] = await client.finalize(data, answer, info).catch(() => [])
  if (!output) throw new OtherKey('another key')
  return `${base32(hexToBytes(secret))}-${base32(output.slice(0, MARK_SIZE))}`
}
