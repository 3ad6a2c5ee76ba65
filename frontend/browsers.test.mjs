import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const browsers = JSON.parse(readFileSync(join(here, 'browsers.json'), 'utf8'))
const oldest = Object.fromEntries(
  browsers.scripts.map((name) => [name.match(/[a-z]+/)[0], Number(name.match(/[\d.]+$/)[0])]),
)

// What esbuild can't write in older words: since which versions of Chrome, Firefox and Safari it is
// there (MDN's compatibility data).
const NEWER = {
  'Array.fromAsync': [/Array\.fromAsync/, 121, 115, 16.4],
  'AbortSignal.any': [/AbortSignal\.any\(/, 116, 124, 17.4],
  'changes to a copy of an array': [/\.(toSorted|toReversed|toSpliced)\(/, 110, 115, 16],
  'functions of sets': [/\.(isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/, 122, 127, 17],
  groupBy: [/\b(Object|Map)\.groupBy\(/, 117, 119, 17.4],
  'functions of iterators': [/\.(values|keys|entries)\(\)\.(map|filter|toArray|take)\(/, 122, 131, 18.4],
  'Promise.withResolvers': [/Promise\.withResolvers/, 119, 121, 17.4],
  'Promise.try': [/Promise\.try\(/, 128, 134, 18.2],
  'RegExp.escape': [/RegExp\.escape\(/, 136, 134, 18.2],
  'flag v of patterns': [/\/[dgimsuy]*v[dgimsuy]*[.,;)]/, 112, 116, 17],
  'URL.canParse': [/URL\.canParse\(/, 120, 115, 17],
  'Intl.Segmenter': [/Intl\.Segmenter/, 87, 125, 14.1],
  'patterns that look behind': [/\(\?<[=!]/, 62, 78, 16.4],
  'OffscreenCanvas': [/new OffscreenCanvas/, 69, 105, 16.4],
}

const build = (folder, target) =>
  esbuild.build({
    entryPoints: globSync(`*/${folder}/*.ts`, { cwd: join(here, 'scripts') }).map((file) =>
      join(here, 'scripts', file),
    ),
    bundle: true,
    write: false,
    outdir: here,
    format: folder === 'early' ? 'iife' : 'esm',
    target,
    logLevel: 'silent',
  })

test('scripts are built for the listed browsers, and call nothing that these lack', async () => {
  const { outputFiles } = await build('pages', browsers.scripts)
  assert.ok(outputFiles.length > 10)
  for (const [what, [found, chrome, firefox, safari]] of Object.entries(NEWER)) {
    const isThere =
      chrome <= oldest.chrome && firefox <= oldest.firefox && safari <= oldest.safari
    const users = outputFiles.filter(({ text }) => found.test(text)).map(({ path }) => path)
    if (!isThere) assert.deepEqual(users, [], what)
  }
})

test('what runs before a page is drawn is understood by browsers of 2015, and is no module', async () => {
  const { outputFiles, warnings } = await build('early', browsers.early)
  assert.equal(outputFiles.length, 1)
  assert.deepEqual(warnings, [])
  for (const { text } of outputFiles) {
    assert.doesNotMatch(text, /\?\.|\?\?|\*\*|async |\.\.\.\w+ *}|^import|^export/m)
  }
})

test('a script in newer words than those of its browsers would be found', async () => {
  const { code } = await esbuild.transform('a?.b ?? c', { target: browsers.early })
  assert.doesNotMatch(code, /\?\./)
  assert.match('const a = [2, 1].toSorted()', NEWER['changes to a copy of an array'][0])
})
