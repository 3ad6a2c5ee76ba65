// A name that a stranger gave to a file, made one that deceives nobody and leads nowhere. The same as
// everyseat/files/names.py: both are held to one list of names.
const HARMLESS = new Set(
  (
    'pdf txt csv jpg jpeg png webp gif heic tif tiff docx xlsx pptx odt ods odp eml ' +
    'mp3 m4a wav ogg mp4 mov webm'
  ).split(' '),
)
const LONGEST = 80

export function fileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? ''
  const shown = last.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '') // also what turns text round
  const at = shown.lastIndexOf('.') + 1 || shown.length
  const ending = shown.slice(at).toLowerCase()
  const isHarmless = HARMLESS.has(ending)
  const stem = (isHarmless ? shown.slice(0, at) : shown).replace(/[^\p{L}\p{M}\p{N}()_ ]+/gu, '-')
  const short = [...stem]
    .slice(0, LONGEST)
    .join('')
    .replace(/^[- ]+|[- ]+$/g, '')
  return `${short || 'file'}.${isHarmless ? ending : 'bin'}`
}
