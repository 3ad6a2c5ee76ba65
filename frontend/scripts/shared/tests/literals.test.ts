import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const ROOT = new URL('../../../', import.meta.url).pathname

function found(pattern: string, literal: RegExp, exclude: string[]): string[] {
  const files = globSync(pattern, { cwd: ROOT, exclude })
  assert.ok(files.length > 10)
  const lines = files.flatMap((file) =>
    readFileSync(`${ROOT}/${file}`, 'utf8')
      .split('\n')
      .map((line) => `${file}: ${line}`),
  )
  return lines.filter((line) => literal.test(line))
}

test('no script types an address of the site: the page says it', () => {
  assert.deepEqual(found('scripts/**/*.ts', /['"`]\/[a-z]/, ['**/tests/**']), [])
})

test('no script and no style types a colour: the tokens say it', () => {
  const [TOKENS, DARK] = ['styles/_tokens.scss', 'styles/dark.scss'] // a value for each token
  const colour = /#[0-9a-f]{3,8}\b|rgba?\(/i
  assert.deepEqual(found('scripts/**/*.ts', colour, ['**/tests/**']), [])
  assert.deepEqual(found('styles/**/*.scss', colour, [TOKENS, DARK]), [])
})
