// A whole case as one document: facts, dialogue, files and the guardians' record, to print or to export.
import type { Words } from '../../shared/texts.ts'
import { type Content, inWords, parts } from '../content.ts'

export interface Section {
  heading: string
  lines: [label: string, text: string][]
}

export interface Attached {
  name: string
  base64: string
}

interface Message {
  by: string
  on: string
  content: Content
}

// One section for each message; a file is named where it was sent.
export const messageSections = (messages: Message[], words: Words): Section[] =>
  messages.map(({ by, on, content }) => ({
    heading: `${by}, ${on}`,
    lines: [
      ...parts(content).map((part) => inWords(part, words)),
      ...content.files.map((file): [string, string] => [words('labelFile'), file.name]),
    ],
  }))

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPED[sign] ?? '')

const line = ([label, text]: [string, string]) =>
  `<p>${label ? `<strong>${escaped(label)}:</strong> ` : ''}${escaped(text)}</p>`

const STYLE =
  'body{font:16px/1.5 sans-serif;max-width:44em;margin:2em auto;padding:0 1em}p{white-space:pre-wrap}@page{@bottom-right{content:counter(page) " / " counter(pages)}}'
// What somebody wrote runs nothing and loads nothing, wherever the file is opened.
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`

// A file that stands alone: any browser shows it, and it holds the files that were sent.
export function toHtml(title: string, sections: Section[], files: Attached[], lang: string) {
  const shown = sections.map(
    ({ heading, lines }) => `<h2>${escaped(heading)}</h2>${lines.map(line).join('')}`,
  )
  const attached = files.map(
    ({ name, base64 }) =>
      `<p><a download="${escaped(name)}" href="data:application/octet-stream;base64,${base64}">${escaped(name)}</a></p>`,
  )
  const head = `<meta charset="utf-8">${POLICY}<title>${escaped(title)}</title><style>${STYLE}</style>`
  const body = `<h1>${escaped(title)}</h1>${shown.join('')}${attached.join('')}`
  return `<!DOCTYPE html><html lang="${escaped(lang)}"><head>${head}</head><body>${body}</body></html>`
}
