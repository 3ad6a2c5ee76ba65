// A card on its way to another device: as a QR code that this browser draws, from screen to camera. No
// server, and no network, has a part in it.
import { modules, SIDE } from './qr.ts'

const QUIET = 4 // modules of white around it
const SVG = 'http://www.w3.org/2000/svg'

// Shows each link as a QR code under its name; says how it goes on where one is too long for that.
export function showCodes(place: HTMLElement, links: { name: string; link: string }[]) {
  const { about = '', tooLong = '' } = place.dataset
  place.replaceChildren(
    ...links.map(({ name, link }) => {
      const figure = document.createElement('figure')
      figure.className = 'es-move'
      const caption = document.createElement('figcaption')
      caption.textContent = name
      figure.append(caption, pictureOf(link, about) ?? tooLong)
      return figure
    }),
  )
}

function pictureOf(link: string, about: string) {
  const rows = modules(link)
  if (!rows) return null
  const d = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
  const svg = document.createElementNS(SVG, 'svg')
  const whole = SIDE + 2 * QUIET
  svg.setAttribute('viewBox', `${-QUIET} ${-QUIET} ${whole} ${whole}`)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', about)
  svg.setAttribute('shape-rendering', 'crispEdges')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', d.join(''))
  svg.append(path)
  return svg
}
