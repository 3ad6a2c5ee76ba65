import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dark } from './dark.mjs'

test('the ground of a page turns dark, white on a green button stays', () => {
  const css = dark('.page{background:#fff;color:#212b32}.button{background:#007f3b;color:#fff}')
  assert.match(css, /\.page\{background-color:#1b2227;color:#e8edee\}/)
  assert.match(css, /\.button\{background-color:#007f3b;color:#fff\}/)
})

test('only the colour of a border is repeated, so that no width is undone', () => {
  assert.equal(dark('td{border:1px solid #d8dde0;border-width:0}'), 'td{border-color:#465661}')
  assert.equal(dark('td{border:0}'), '')
})

test('what has the focus stays dark on yellow', () => {
  const focus = 'a:focus{background-color:#ffeb3b;color:#212b32;box-shadow:0 4px #212b32}'
  assert.equal(dark(focus), focus)
})

test('so does what is within it, and nothing beside it', () => {
  const within = 'summary:focus span,summary:focus::before{color:#212b32}'
  assert.equal(dark(within), within)
  assert.match(dark('input:focus+label{color:#212b32}'), /#e8edee/)
  assert.match(dark('summary:not(:focus) span{color:#212b32}'), /#e8edee/)
})

test('what stands for print, and what is no colour, is left out', () => {
  assert.equal(dark('@media print{a{color:#212b32}}p{margin:0}'), '')
})

test('a colour that nobody has thought of stops the build', () => {
  assert.throws(() => dark('a{color:#123456}'), /what is #123456 in the dark, as text\?/)
})
