import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileName } from '../file_name.ts'

const NAMES = new URL('../../../../src/everyseat/files/tests/file_names.json', import.meta.url)

test('a name that a stranger gave is made safe, as Python makes it', () => {
  const names: [given: string, safe: string][] = JSON.parse(readFileSync(NAMES, 'utf8'))
  assert.ok(names.length > 10)
  for (const [given, safe] of names) assert.equal(fileName(given), safe)
})
