// The files that somebody chose. Photos are drawn anew, so that what a camera wrote into them is left
// behind; what stays as it is needs their word.
import { newId } from '../shared/ids.ts'
import { one } from '../shared/page.ts'
import { DRAWN_ANEW, staysAsItIs, total, typeOf, whyNot } from './chosen_files.ts'
import { problemText } from './notices.ts'
import { type FileToSend, Refused } from './sending.ts'

const field = () => document.getElementById('files') as HTMLInputElement | null
const chosen = () => [...(field()?.files ?? [])]

export async function chosenFiles(most: number): Promise<FileToSend[]> {
  const files = chosen()
  if (total(files) > most) throw new Refused({ problem: problemText('tooLarge') })
  const found: FileToSend[] = []
  for (const file of files) {
    const bytes = DRAWN_ANEW.has(file.type)
      ? await drawnAnew(file)
      : new Uint8Array(await file.arrayBuffer())
    const type = typeOf(file.type, bytes)
    found.push({ id: newId(), name: file.name, type, size: bytes.length, bytes })
  }
  return found
}

const isAgreed = () => one(document, '#files-anyway', HTMLInputElement).checked

export const mayBeSent = (files: FileToSend[], most: number) =>
  whyNot(files, most, files.length > 0 && isAgreed())

// Why the files as they were chosen may not be sent, or nothing.
export const whyNotFiles = (most: number) => whyNot(chosen(), most, isAgreed())

async function drawnAnew(file: File): Promise<Uint8Array> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Refused({ problem: problemText('photo', { name: file.name }) })
  })
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg'
  const blob = await canvas.convertToBlob({ type, quality: 0.9 })
  return new Uint8Array(await blob.arrayBuffer())
}

export function watchFiles() {
  field()?.addEventListener('change', () => {
    const kept = chosen().filter(staysAsItIs)
    one(document, '[data-files-kept]').hidden = !kept.length
    one(document, '[data-files-kept-list]').replaceChildren(
      ...kept.map((file) => {
        const item = document.createElement('li')
        item.textContent = file.name
        return item
      }),
    )
  })
}

// Tells whether other files were chosen meanwhile.
export const markOfFiles = () => chosen().map((file) => [file.name, file.size, file.lastModified])
