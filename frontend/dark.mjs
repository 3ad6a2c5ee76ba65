// The style sheet for dark screens, made from the one for light ones: the design system has none.
//
// Every declaration of a colour is repeated with what stands for it in the dark, so that one rule still
// wins over another as it does in the light. What a colour becomes depends on what it colours: white as
// the ground of a page turns dark, white on a green button stays. A colour that this table does not know
// stops the build.
import postcss from 'postcss'

const WHITE = '#fff'
const PAPER = '#1b2227'
const INK = '#e8edee'
const SIGNAL = ['#ffeb3b', '#fd0'] // around what has the focus: dark on yellow, in the dark too

const text = {
  '#212b32': INK,
  '#000': INK,
  '#0b0c0c': INK,
  '#4c6272': '#b3c0c9',
  '#505a5f': '#b3c0c9',
  '#005eb8': '#8ac0f5',
  '#330072': '#cdb6fb',
  '#7c2855': '#f5b3d4',
  '#002f5c': '#b9dcff',
  '#d5281b': '#ff9d94',
  '#951c13': '#ffc0ba',
  '#007f3b': '#7fdfa8',
  '#00662f': '#a6ebc4',
  '#00401e': '#c4f2d8',
  // on tags, whose grounds turn dark as well
  '#354550': '#d8dde0',
  '#004c23': '#b4ecca',
  '#00524d': '#b3ece7',
  '#004281': '#bcdcfb',
  '#240050': '#dccffa',
  '#57133a': '#f7cfe4',
  '#6b140e': '#ffcdc8',
  '#4d3708': '#ffe0a3',
  '#4d4712': '#fff1a8',
}

const ground = {
  '#fff': PAPER,
  '#d8dde0': '#37444d',
  '#f0f4f5': '#11161a',
  '#f3f2f1': '#242d33',
  '#e0e4e6': '#313d45',
  '#d9e7f4': '#1d3a55',
  '#c7dcef': '#25496b',
  '#fff9c4': '#37320f',
  '#dbe0e3': '#37444d',
  '#cce5d8': '#0f3d27',
  '#ccedeb': '#0b403c',
  '#ccdff1': '#143a5e',
  '#d6cce3': '#3a2a58',
  '#efd3e3': '#55233f',
  '#f7d4d1': '#5c1f1a',
  '#ffdc8e': '#574009',
  '#fff59d': '#4a450f',
}

const line = {
  '#212b32': INK,
  '#000': '#5d707d',
  '#0b0c0c': '#8fa1ad',
  '#d8dde0': '#465661',
  '#f0f4f5': '#465661',
  '#aeb7bd': '#5d707d',
  '#b1b4b6': '#5d707d',
  '#4c6272': '#8fa1ad',
  '#768692': '#8fa1ad',
  '#d5281b': '#ff7a6e',
  '#005eb8': '#6aaef0',
  '#007f3b': '#3fae72',
  '#0055a6': '#6aaef0',
  '#1d70b8': '#6aaef0',
  '#354550': '#8fa1ad',
  '#004c23': '#3fae72',
  '#00524d': '#3aa39b',
  '#004281': '#6aaef0',
  '#240050': '#a68fe0',
  '#57133a': '#d77fae',
  '#6b140e': '#ff7a6e',
  '#4d3708': '#c99a35',
  '#4d4712': '#c4b53a',
}

// As they are: white on a coloured ground, the grounds and edges of buttons, what is meant for dark.
const AS_IN_THE_LIGHT = {
  text: [WHITE, '#c7dcef'],
  ground: [
    ...['#007f3b', '#00662f', '#00401e', '#005eb8', '#004b93', '#002f5c', '#0055a6', '#1d70b8'],
    ...['#d5281b', '#aa2016', '#6b140e', '#d9d9d9', '#b3b3b3', '#212b32', '#4c6272'],
  ],
  line: [WHITE, '#00401e', '#b3b3b3', '#002f5c', '#337ec6', '#dd5349', '#669ed4'],
}
const TABLES = { text, ground, line }
const ROLES = [
  ['text', /^(color|fill|stroke|caret-color|-webkit-text-fill-color)$/],
  ['ground', /^background(-color|-image)?$/],
  ['line', /^(border|outline|box-shadow|text-decoration)(-(top|right|bottom|left))?(-color)?$/],
]
const HEX = /#[0-9a-f]{3,8}\b/gi

const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgba?|var|color-mix)\(.*\)|\b(?:transparent|currentcolor|inherit)\b/i

// "border: 1px solid red" says more than a colour: repeated, it would undo a width that was set since.
// Return the name and the value of the colour in it alone; nothing if it names none.
function colourOf({ prop, value }) {
  if (!/^(border|outline|background)(-(top|right|bottom|left))?$/.test(prop)) return { prop, value }
  if (prop === 'background' && value.includes('gradient')) return { prop: 'background-image', value }
  const found = value.match(COLOUR)?.[0] ?? (prop === 'background' ? 'transparent' : null)
  return found && { prop: `${prop}-color`, value: found }
}

const roleOf = (property) => ROLES.find(([, pattern]) => pattern.test(property))?.[0]

const hasSignal = (rule) =>
  rule.some((one) => one.type === 'decl' && SIGNAL.some((yellow) => one.value.includes(yellow)))

// What is within something that has the focus stands on its yellow, which another rule gives it.
const WITHIN_FOCUS = /(?<!:not\():focus(::|\s+[^\s+~])/
const isWithinFocus = (rule) =>
  rule.selectors.every((selector) => WITHIN_FOCUS.test(selector)) &&
  rule.every((one) => one.type !== 'decl' || roleOf(one.prop) !== 'ground')

export function inTheDark(role, colour) {
  if (SIGNAL.includes(colour) || AS_IN_THE_LIGHT[role].includes(colour)) return colour
  const found = TABLES[role][colour]
  if (!found) throw new Error(`frontend/dark.mjs: what is ${colour} in the dark, as ${role}?`)
  return found
}

// The declarations of colours in a style sheet, as they are in the dark; what is for paper is left out.
export function dark(css) {
  const root = postcss.parse(css)
  root.walkComments((comment) => comment.remove())
  root.walkAtRules(/^(media|font-face|keyframes|page|charset)$/, (rule) => {
    if (rule.name !== 'media' || rule.params.includes('print')) rule.remove()
  })
  const isSignal = new Set()
  root.walkRules((rule) => {
    if (hasSignal(rule)) isSignal.add(rule)
  })
  root.walkDecls((declaration) => {
    const role = roleOf(declaration.prop)
    const colour = role && colourOf(declaration)
    if (!colour) return declaration.remove()
    if (role === 'text' && isWithinFocus(declaration.parent)) return
    if (!isSignal.has(declaration.parent))
      colour.value = colour.value.replace(HEX, (hex) => inTheDark(role, hex.toLowerCase()))
    Object.assign(declaration, colour)
  })
  root.walkRules((rule) => {
    if (!rule.nodes.length) rule.remove()
  })
  root.walkAtRules((rule) => {
    if (rule.nodes && !rule.nodes.length) rule.remove()
  })
  return root.toString()
}
