import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { beforeEach, mock, test } from 'node:test'
import { EvaluationRequest, Oprf, POPRFServer } from '@cloudflare/voprf-ts'
import { CryptoNoble } from '@cloudflare/voprf-ts/crypto-noble'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils'
import { newBrowser } from '../../shared/tests/browser.ts'
import * as cards from '../cards.ts'
import { base32, isWhole } from '../codes.ts'
import {
  type Drawing,
  draw,
  fingerprint,
  held,
  isAsInvited,
  isCut,
  OtherKey,
  type Send,
} from '../drawing.ts'

const MADE = new URL('../../../../src/everyseat/safety/tests/drawn_card.json', import.meta.url)
const python = JSON.parse(readFileSync(MADE, 'utf8'))
const SUITE = Oprf.Suite.RISTRETTO255_SHA512
const GROUP = CryptoNoble.Group.get('ristretto255')
const OTHER_KEY = '01'.padEnd(64, '0')

const drawing: Drawing = {
  key: python.public_key,
  fingerprint: python.fingerprint,
  holder: 'gwen',
  draw: '/draw/',
  reviews: [{ review: python.review, group: python.group, answer: '/answer/', name: 'Lee' }],
}

beforeEach(() => {
  newBrowser()
  mock.restoreAll()
})

// A server that holds a key, as safety/credentials.py evaluates.
const serverWith =
  (privateKey: string): Send =>
  async (blinded) => {
    const server = new POPRFServer(SUITE, hexToBytes(privateKey), CryptoNoble)
    const drawn = Object.entries(blinded).map(async ([review, element]) => {
      const info = utf8ToBytes(`everyseat 1\nreview ${review}\nas peer`)
      const request = new EvaluationRequest([GROUP.desElt(hexToBytes(element))])
      const { evaluated, proof } = await server.blindEvaluate(request, info)
      const [first] = evaluated
      assert.ok(first && proof)
      const reply = {
        evaluated: bytesToHex(first.serialize()),
        proof: bytesToHex(proof.serialize()),
      }
      return [review, reply] as const
    })
    return Object.fromEntries(await Promise.all(drawn))
  }

const server = serverWith(python.private_key)

test('from the same secret a browser draws the very card that Python does', async () => {
  const random = crypto.getRandomValues.bind(crypto)
  mock.method(crypto, 'getRandomValues', (bytes: Uint8Array<ArrayBuffer>) => {
    if (bytes.length !== 16) return random(bytes)
    bytes.set(hexToBytes(python.secret))
    return bytes
  })
  await draw(drawing, server)
  assert.deepEqual(cards.of('gwen', '/answer/'), { code: python.code, key: python.fingerprint })
})

test('a card that was drawn is held, and nothing of its drawing is left', async () => {
  await draw(drawing, server)
  assert.deepEqual(held(drawing), drawing.reviews)
  assert.deepEqual(Object.keys(localStorage), ['everyseat-cards'])
})

test('the server is sent what is blinded, and never a serial or a secret', async () => {
  let sent = ''
  await draw(drawing, (blinded) => {
    sent = JSON.stringify(blinded)
    const waiting = JSON.parse(localStorage.getItem('everyseat-drawing-gwen') ?? '')
    assert.ok(!sent.includes(waiting[python.review].secret))
    return server(blinded)
  })
  assert.match(sent, /^\{"a review":"[0-9a-f]{64}"\}$/)
})

test('asked again after a lost answer, the same is sent', async () => {
  const sent: string[] = []
  const lose: Send = async (blinded) => {
    sent.push(JSON.stringify(blinded))
    throw new TypeError('lost')
  }
  await assert.rejects(draw(drawing, lose), TypeError)
  await assert.rejects(draw(drawing, lose), TypeError)
  assert.equal(sent[0], sent[1])
  assert.deepEqual(held(drawing), [])
})

test('another key than the invitation’s is refused, and draws no card', async () => {
  await assert.rejects(draw(drawing, serverWith(OTHER_KEY)), OtherKey)
  assert.deepEqual(held(drawing), [])
})

test('an evaluation for another group is refused', async () => {
  const [review] = drawing.reviews
  assert.ok(review)
  const asPartner = { ...drawing, reviews: [{ ...review, group: 'partner' }] }
  await assert.rejects(draw(asPartner, server), OtherKey)
})

test('an invitation that was used before draws nothing', async () => {
  await draw(drawing, async () => ({}))
  assert.deepEqual(held(drawing), [])
})

test('who holds a card already asks for no other', async () => {
  await draw(drawing, server)
  await draw(drawing, async (blinded) => {
    assert.deepEqual(blinded, {})
    return {}
  })
})

test('a page that is as the invitation says is', () => {
  assert.equal(fingerprint(python.public_key), python.fingerprint)
  assert.ok(isAsInvited(drawing, ''))
  assert.ok(isAsInvited(drawing, `#key=${python.fingerprint}&as=peer`))
})

test('another key, another group, or a fingerprint that is not the key’s is refused', () => {
  assert.ok(!isAsInvited(drawing, '#key=AAAAA-BBBBB-CCCCC-DDDDD'))
  assert.ok(!isAsInvited(drawing, `#key=${python.fingerprint}&as=partner`))
  assert.ok(!isAsInvited({ ...drawing, fingerprint: 'AAAAA-BBBBB-CCCCC-DDDDD' }, ''))
})

test('a code is whole when it has its letters, however it was typed', () => {
  assert.ok(isWhole(python.code))
  assert.ok(isWhole(python.code.toLowerCase().replace(/(.{5})/g, '$1 ')))
  assert.ok(!isWhole(python.code.slice(1)))
  assert.ok(!isWhole(''))
  assert.equal(base32(Uint8Array.of(0xff, 0x00)), '74AA')
})

test('a link that was cut is told from one with another key or group', () => {
  const whole = `#key=${drawing.fingerprint}&as=${drawing.reviews[0]?.group}`
  for (const end of [1, 4, 9, whole.length - 1]) {
    assert.ok(isCut(drawing, whole.slice(0, whole.length - end)), String(end))
  }
  assert.equal(isCut(drawing, `#key=X${drawing.fingerprint}`), false)
  assert.equal(isCut(drawing, whole.replace(/as=.*/, 'as=manager')), false)
  assert.equal(isCut({ ...drawing, key: OTHER_KEY }, '#key='), false)
})
