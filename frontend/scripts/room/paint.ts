// What pictures are made of: shapes, colours of the styles, and how wide a text is.

const SVG = 'http://www.w3.org/2000/svg'
export const FONT = 'Arial, Helvetica, sans-serif'

export type Attributes = Record<string, string | number>

const styles = getComputedStyle(document.documentElement)
const colours = new Map<string, string>() // asked for once: to ask makes a browser look at all styles

// A colour of the styles' own: a file that is saved holds it, and not its name.
export function colour(name: string): string {
  const known = colours.get(name) ?? styles.getPropertyValue(`--es-${name}`).trim()
  colours.set(name, known)
  return known
}

const ruler = document.createElement('canvas').getContext('2d')

// Returns how wide a text is, for each pixel of its size.
export function width(text: string, weight = 400): number {
  if (!ruler) return text.length
  ruler.font = `${weight} 100px ${FONT}`
  return ruler.measureText(text).width / 100
}

export const widthInBold = (text: string) => width(text, 700)

export const make = (tag: string) => document.createElementNS(SVG, tag) as SVGElement

// The policy of our pages forbids a style attribute: its parts are set one by one.
export function set<T extends SVGElement>(node: T, { style, ...attributes }: Attributes): T {
  for (const part of `${style ?? ''}`.split(';').filter(Boolean)) {
    const [name = '', value = ''] = part.split(/:(.*)/)
    node.style.setProperty(name, value)
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, `${value}`)
  }
  return node
}
