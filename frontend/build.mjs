// Builds the site's styles and scripts: node build.mjs
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import * as sass from 'sass'
import { dark } from './dark.mjs'

const here = dirname(fileURLToPath(import.meta.url))
// docs/browsers.md says the same to people, and a test holds both together
const browsers = JSON.parse(readFileSync(join(here, 'browsers.json'), 'utf8'))
const out = join(here, '../src/everyseat/site/static/everyseat')
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })

const styles = (name) => {
  const { css } = sass.compile(join(here, `styles/${name}.scss`), {
    loadPaths: [join(here, 'node_modules')],
    style: 'compressed',
    silenceDeprecations: ['import', 'if-function'],
    quietDeps: true,
  })
  writeFileSync(join(out, `${name}.css`), css)
  return css
}
const light = styles('everyseat')
styles('report')
styles('organising')
styles('improving')
styles('screen')
writeFileSync(join(out, 'dark.css'), dark(light) + styles('dark'))

// The design system's icons that our styles name.
const images = join(here, 'node_modules/nhsuk-frontend/dist/nhsuk/assets/images')
mkdirSync(join(out, 'icons'))
for (const [, icon] of light.matchAll(/url\("?icons\/([^")]+)/g)) {
  copyFileSync(join(images, icon), join(out, 'icons', icon))
}

// A page's script is PART/pages/NAME.ts, and is built as NAME.js: templates name it so. What runs before
// a page is drawn is PART/early/NAME.ts: no module, and understood by older browsers.
const scripts = (folder, options) => {
  const files = globSync(`*/${folder}/*.ts`, { cwd: join(here, 'scripts') })
  return esbuild.build({
    entryPoints: files.map((file) => ({ in: join(here, 'scripts', file), out: parse(file).name })),
    outdir: out,
    bundle: true,
    minify: true,
    ...options,
  })
}
await scripts('pages', { format: 'esm', target: browsers.scripts })
await scripts('early', { format: 'iife', target: browsers.early })
