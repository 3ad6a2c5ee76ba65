import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameFrom } from '../files.ts'

test('a file is named after what it is about, in any script', () => {
  assert.equal(nameFrom('How was today?', 'svg'), 'How-was-today-.svg')
  assert.equal(nameFrom('Sut oedd heddiw – â’r tîm?', 'png'), 'Sut-oedd-heddiw-â-r-tîm-.png')
})

test('a file name leads nowhere else, and is not too long', () => {
  assert.equal(nameFrom('../../etc/passwd', 'svg'), '-etc-passwd.svg')
  assert.equal(nameFrom('C:\\x\n\u202egpj', 'png'), 'C-x-gpj.png')
  assert.equal(nameFrom('a'.repeat(300), 'svg').length, 64)
})
