// Draws a rater's credentials: RFC 9497 POPRF(ristretto255, SHA-512). The secret is made here and
// stays here; the server sees its serial only blinded, and proves which key it used.
import { Evaluation, DLEQProof, FinalizeData, Oprf, POPRFClient } from '@cloudflare/voprf-ts'
import { CryptoNoble } from '@cloudflare/voprf-ts/crypto-noble'
import { sha256 } from '@noble/hashes/sha256'
import { bytesToHex, concatBytes, hexToBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils'
import * as cards from '../cards.js'

const SUITE = Oprf.Suite.RISTRETTO255_SHA512
const GROUP = CryptoNoble.Group.get('ristretto255')
const SECRET_SIZE = 16
const MARK_SIZE = 16

const page = document.querySelector('[data-drawing]')
if (page) start(JSON.parse(document.getElementById('drawing').textContent))

function start (drawing) {
  page.hidden = false
  if (!isAsInvited(drawing)) return show('refused')
  for (const begin of page.querySelectorAll('[data-begin], [data-more] button')) {
    begin.addEventListener('click', () => {
      page.querySelector('[data-problem]')?.setAttribute('hidden', '')
      if (begin.disabled) return
      begin.disabled = true
      draw(drawing)
        .then(() => held(drawing).length ? card(drawing, true) : show('elsewhere'))
        .catch((error) => failed(error, begin))
    })
  }
  page.querySelector('[data-save-card]').addEventListener('click', () => save(drawing))
  page.querySelector('[data-forget-cards]').addEventListener('click', () => {
    cards.forget(drawing.holder)
    show('elsewhere')
  })
  if (!held(drawing).length) return show('begin')
  page.querySelector('[data-more]').hidden = held(drawing).length === drawing.reviews.length
  card(drawing, false)
}

// The key, and the group that one's answers are counted with, are those that the letter says.
function isAsInvited (drawing) {
  const letter = new URLSearchParams(location.hash.slice(1))
  return fingerprint(drawing.key) === drawing.fingerprint &&
    (!letter.get('key') || letter.get('key') === drawing.fingerprint) &&
    (!letter.get('as') || letter.get('as').replaceAll('.', '+') === drawing.reviews[0].group)
}

function held (drawing) {
  return drawing.reviews.filter((review) => cards.of(drawing.holder, review.answer))
}

function failed (error, begin) {
  begin.disabled = false
  if (error.name === 'OtherKey') return show('refused')
  const problem = page.querySelector('[data-problem]')
  if (error.name === 'Refused') problem.textContent = error.message
  problem.hidden = false
}

function show (step) {
  for (const part of page.querySelectorAll('[data-step]')) part.hidden = part.dataset.step !== step
}

function card (drawing, focus) {
  const list = page.querySelector('[data-cards]')
  const about = document.querySelector('[data-answer-about]').innerHTML
  list.replaceChildren(...held(drawing).map((review) => {
    const link = document.createElement('a')
    link.href = cards.link(review.answer, cards.of(drawing.holder, review.answer))
    link.className = 'nhsuk-button'
    link.textContent = about.replace('{name}', review.name)
    const written = document.createElement('p')
    written.className = 'es-code es-only-print'
    written.textContent = link.href
    const item = document.createElement('li')
    item.append(link, written)
    return item
  }))
  show('card')
  if (!focus) return
  page.querySelector('[data-more]').hidden = true
  page.querySelector('[data-step=card] h2').focus()
}

function save (drawing) {
  const own = (r) => cards.link(r.answer, cards.of(drawing.holder, r.answer))
  const links = held(drawing).map((r) => `${r.name}\n${own(r)}`)
  const text = [document.querySelector('[data-card-text]').innerHTML, ...links].join('\n\n') + '\n'
  const file = document.createElement('a')
  file.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  file.download = 'answering-card.txt'
  file.click()
}

// What was blinded is kept until the answer has come: asked again, the server gives the same. It
// gives nothing for an invitation that was used with something else.
async function draw (drawing) {
  const client = new POPRFClient(SUITE, hexToBytes(drawing.key), CryptoNoble)
  const store = `everyseat-drawing-${drawing.holder}`
  const waiting = JSON.parse(localStorage.getItem(store) || '{}')
  const wanted = drawing.reviews.filter((r) => !cards.of(drawing.holder, r.answer))
  for (const { review } of wanted) waiting[review] ??= await blind(client)
  localStorage.setItem(store, JSON.stringify(waiting))
  const blinded = wanted.map((r) => [r.review, waiting[r.review].blinded])
  const drawn = await send(drawing.draw, Object.fromEntries(blinded))
  for (const review of wanted.filter((r) => drawn[r.review])) {
    const code = await finish(client, review, waiting[review.review], drawn[review.review])
    cards.add(drawing.holder, review.answer, { code, key: drawing.fingerprint })
  }
  localStorage.removeItem(store)
}

async function blind (client) {
  const secret = randomBytes(SECRET_SIZE)
  const serial = sha256(concatBytes(utf8ToBytes('everyseat serial'), secret))
  const [kept, request] = await client.blind([serial])
  return {
    secret: bytesToHex(secret),
    kept: bytesToHex(kept.serialize()),
    blinded: bytesToHex(request.blinded[0].serialize())
  }
}

async function send (address, blinded) {
  const reply = await fetch(address, {
    method: 'POST', credentials: 'omit', body: JSON.stringify({ blinded })
  })
  const content = await reply.json()
  if (!reply.ok) throw Object.assign(new Error(content.problem), { name: 'Refused' })
  return content
}

async function finish (client, { review, group }, { secret, kept }, { evaluated, proof }) {
  const info = utf8ToBytes(`everyseat 1\nreview ${review}\nas ${group}`)
  const answer = new Evaluation(
    Oprf.Mode.POPRF,
    [GROUP.desElt(hexToBytes(evaluated))],
    DLEQProof.deserialize(GROUP.id, hexToBytes(proof), CryptoNoble)
  )
  let output
  try {
    output = await client.finalize(FinalizeData.deserialize(SUITE, hexToBytes(kept), CryptoNoble), answer, info)
  } catch {
    throw Object.assign(new Error('another key'), { name: 'OtherKey' })
  }
  return `${base32(hexToBytes(secret))}-${base32(output[0].slice(0, MARK_SIZE))}`
}

function fingerprint (key) {
  const hash = sha256(concatBytes(utf8ToBytes('everyseat key'), hexToBytes(key)))
  return base32(hash).slice(0, 20).match(/.{5}/g).join('-')
}

function base32 (bytes) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return bits.match(/.{1,5}/g).map((five) => letters[parseInt(five.padEnd(5, '0'), 2)]).join('')
}
