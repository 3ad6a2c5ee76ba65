// The page of results: each question's picture, to look at and to take away as a file.
import { Picture, rowsOf } from '../pictures.js'

const SCALE = 2
const frames = JSON.parse(document.getElementById('frames').textContent)

for (const section of document.querySelectorAll('[data-result]')) show(section, frames[section.dataset.result])

function show (section, question) {
  const place = section.querySelector('[data-picture]')
  const rows = place ? rowsOf(question) : []
  if (!rows.length) return
  place.hidden = false
  new Picture(place).show(question, rows)
  trim(place.firstChild)
  const files = section.querySelector('[data-files]')
  files.hidden = false
  files.append(
    button(section.dataset.svg, question.text, () => svgFile(place)),
    button(section.dataset.png, question.text, () => pngFile(place))
  )
}

// A file needs no room to grow into.
function trim (svg) {
  const { y, height } = svg.getBBox()
  svg.setAttribute('viewBox', `0 0 1000 ${Math.ceil(y + height + 8)}`)
}

function button (text, about, made) {
  const element = document.createElement('button')
  Object.assign(element, { type: 'button', className: 'nhsuk-button nhsuk-button--secondary', textContent: text })
  const spoken = document.createElement('span')
  Object.assign(spoken, { className: 'nhsuk-u-visually-hidden', textContent: `: ${about}` })
  element.append(spoken)
  element.addEventListener('click', async () => save(await made(), about))
  return element
}

function svgFile (place) {
  const copy = place.querySelector('svg').cloneNode(true)
  const [, , width, height] = copy.getAttribute('viewBox').split(' ')
  copy.setAttribute('width', width)
  copy.setAttribute('height', height)
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' })
}

async function pngFile (place) {
  const image = new Image()
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await svgFile(place).text())}`
  await new Promise((resolve, reject) => Object.assign(image, { onload: resolve, onerror: reject, src: address }))
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: image.width * SCALE, height: image.height * SCALE })
  const paper = canvas.getContext('2d')
  paper.fillStyle = '#fff'
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

function save (blob, about) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${about.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}.${blob.type === 'image/png' ? 'png' : 'svg'}`
  link.click()
}
