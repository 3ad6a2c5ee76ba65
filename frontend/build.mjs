// Builds the site's styles and scripts: node build.mjs
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, '../src/everyseat/site/static/everyseat')
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

const styles = (name) => {
  const { css } = sass.compile(join(here, `styles/${name}.scss`), {
    loadPaths: [join(here, 'node_modules')],
    style: 'compressed',
    silenceDeprecations: ['import', 'if-function'],
    quietDeps: true
  })
  writeFileSync(join(out, `${name}.css`), css)
}
styles('everyseat')
styles('report')

await esbuild.build({
  entryPoints: ['everyseat', 'answer', 'draw', 'tell', 'receipt', 'guardian', 'join', 'screen', 'control', 'results'].map((name) => join(here, `scripts/${name}.js`)),
  outdir: out,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022'
})
