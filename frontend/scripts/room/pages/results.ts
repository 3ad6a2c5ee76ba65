// The page of results: each question's picture, to look at and to take away as a file.
import { download, nameFrom } from '../../shared/files.ts'
import { all, make, maybe, one, pageData } from '../../shared/page.ts'
import { textsOf } from '../../shared/texts.ts'
import { colour } from '../paint.ts'
import { Picture } from '../pictures.ts'
import { linesOf, type Question } from '../state.ts'

const SCALE = 2
const questions = pageData<Record<string, Question>>('shown-questions')

for (const section of all(document, '[data-result]')) {
  const question = questions[section.dataset.result ?? '']
  const place = maybe(section, '[data-picture]')
  if (question && place) show(section, place, question)
}

function show(section: HTMLElement, place: HTMLElement, question: Question) {
  const lines = linesOf(question)
  if (!lines.length) return
  place.hidden = false
  new Picture(place).show(question, lines)
  const svg = one(place, 'svg', SVGSVGElement)
  trim(svg)
  const words = textsOf(section)
  const files = one(section, '[data-files]')
  files.hidden = false
  files.append(
    button(words('svg'), question.text, 'svg', async () => svgFile(svg)),
    button(words('png'), question.text, 'png', () => pngFile(svg)),
  )
}

// A file needs no room to grow into.
function trim(svg: SVGSVGElement) {
  const { y, height } = svg.getBBox()
  svg.setAttribute('viewBox', `0 0 1000 ${Math.ceil(y + height + 8)}`)
}

function button(text: string, about: string, ending: string, made: () => Promise<Blob>) {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'es-link'
  element.append(text, make('span', `: ${about}`, 'nhsuk-u-visually-hidden'))
  element.addEventListener('click', async () => download(await made(), nameFrom(about, ending)))
  return element
}

function svgFile(svg: SVGSVGElement): Blob {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const { width, height } = svg.viewBox.baseVal
  copy.setAttribute('width', `${width}`)
  copy.setAttribute('height', `${height}`)
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' })
}

async function pngFile(svg: SVGSVGElement): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await svgFile(svg).text())}`
  await image.decode()
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width: image.width * SCALE, height: image.height * SCALE })
  const paper = canvas.getContext('2d')
  if (!paper) throw new Error('this browser draws no pictures')
  paper.fillStyle = colour('paper')
  paper.fillRect(0, 0, canvas.width, canvas.height)
  paper.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png')
  })
}
