import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as rest } from 'node:timers/promises'
import { asking, finder } from '../finding.ts'

test('only what was typed last is asked and shown', async () => {
  const asked: string[] = []
  const shown: string[][] = []
  const find = finder(async (query) => {
    asked.push(query)
    return [query.toUpperCase()]
  }, 5)
  find('a', (texts) => shown.push(texts))
  find('an', (texts) => shown.push(texts))
  find('ann', (texts) => shown.push(texts))
  await rest(30)
  assert.deepEqual(asked, ['ann'])
  assert.deepEqual(shown, [['ANN']])
})

test('an answer that comes late is not shown over a newer one', async () => {
  const shown: string[][] = []
  const find = finder(async (query) => {
    await rest(query === 'slow' ? 40 : 1)
    return [query]
  }, 1)
  find('slow', (texts) => shown.push(texts))
  await rest(10)
  find('quick', (texts) => shown.push(texts))
  await rest(60)
  assert.deepEqual(shown, [['quick']])
})

test('without a server nobody is found, and nothing breaks', async () => {
  const shown: string[][] = []
  const find = finder(async () => Promise.reject(new Error('offline')), 1)
  find('ann', (texts) => shown.push(texts))
  await rest(10)
  assert.deepEqual(shown, [[]])
})

test('what a server says of people who can not be chosen is passed on', async (t) => {
  const answer = { people: [], without: 'Ann is no coach.' }
  t.mock.method(globalThis, 'fetch', async () => Response.json(answer))
  Object.assign(globalThis, { location: { href: 'http://localhost/' } })
  const said: string[] = []
  assert.deepEqual(await asking('/people/find/', (text) => said.push(text))('ann'), [])
  assert.deepEqual(said, ['Ann is no coach.'])
})
