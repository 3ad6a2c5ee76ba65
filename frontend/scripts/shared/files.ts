// Files that a page hands to its reader.

const LONGEST = 60

// A file name that says what a file is about, and is safe everywhere: letters, digits and hyphens.
export function nameFrom(text: string, ending: string): string {
  return `${text.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, LONGEST)}.${ending}`
}

const SOON = 10_000 // until then every browser has begun to save

export function download(blob: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), SOON)
}
