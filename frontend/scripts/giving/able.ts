// Whether this browser has all that a page's script needs: early/able.ts has tried it before the page
// was drawn. Until then, without scripts, and where something is missing, the plain form stands there.
const root = document.documentElement

export const isAble = () => 'able' in root.dataset

// The script has begun: the plain form goes, however late it is.
export function begun() {
  root.dataset.begun = ''
  root.classList.add('es-scripted')
}

// What the script does can't be done after all: the plain form comes back.
export const fallBack = () => root.classList.remove('es-scripted')
