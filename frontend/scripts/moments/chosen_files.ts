// What may be sent of the files that somebody chose.

export const DRAWN_ANEW = new Set(['image/jpeg', 'image/png', 'image/webp'])

interface Sized {
  size: number
}

interface Typed {
  type: string
}

export const total = (files: Sized[]) => files.reduce((sum, file) => sum + file.size, 0)

export const staysAsItIs = ({ type }: Typed) => !DRAWN_ANEW.has(type) && type !== 'text/plain'

// A name proves nothing: what is no text is not sent as text.
export const typeOf = (type: string, bytes: Uint8Array) =>
  type === 'text/plain' && !isText(bytes) ? '' : type

function isText(bytes: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0')
  } catch {
    return false
  }
}

// Why files may not be sent, or nothing.
export function whyNot(files: (Sized & Typed)[], most: number, isAgreed: boolean): string {
  if (total(files) > most) return 'tooLarge'
  return files.some(staysAsItIs) && !isAgreed ? 'filesAnyway' : ''
}
