// What a case's messages hold, and what of it is shown.
import { fileName } from '../shared/file_name.ts'

export interface FileNamed {
  id: string
  size: number
  name: string
}

const TEXTS = [
  'kind',
  'title',
  'name',
  'who',
  'cue',
  'what',
  'own',
  'helped',
  'text',
  'detriment',
  'agrees',
  'about',
  'from',
  'pass_on',
  'profession',
  'note',
] as const
type Texts = Record<(typeof TEXTS)[number], string>

// Words that are passed on, or that a guardian asks whether they may be.
export type PassedWords = Record<'cue' | 'what' | 'helped' | 'own', string> & { felt: string[] }

export interface Asked {
  to: string
  words: PassedWords
  by_hand: boolean // a guardian gives them the words: they get nothing from this site
}

export interface Content extends Texts {
  anonymous: boolean
  felt: string[]
  elements: string[]
  files: FileNamed[]
  asks: Asked | null // whether words may be passed on; answered by `agrees`: “yes”, “no”, “other”
  handed: Asked | null // what a guardian has given to somebody by hand, after the answer to `about`
}

// What was sealed may be anything: whoever wrote it need not have used our page.
export function plain(content: unknown): Content {
  const given = (content && typeof content === 'object' ? content : {}) as Record<string, unknown>
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '')
  const list = (name: string): unknown[] => (Array.isArray(given[name]) ? given[name] : [])
  const texts = (name: string) => list(name).filter((one) => typeof one === 'string')
  return {
    ...(Object.fromEntries(TEXTS.map((name) => [name, text(name)])) as Texts),
    anonymous: given.anonymous === true,
    felt: texts('felt'),
    elements: texts('elements'),
    asks: asked(given.asks),
    handed: asked(given.handed),
    files: list('files')
      .filter(isFile)
      .map(({ id, size, name }) => ({ id, size, name: fileName(String(name)) })),
  }
}

function asked(given: unknown): Asked | null {
  const { to, words, by_hand } = (given ?? {}) as Record<keyof Asked, unknown>
  if (typeof to !== 'string') return null
  const { cue, what, helped, own, felt } = plain(words)
  return { to, words: { cue, what, helped, own, felt }, by_hand: by_hand === true }
}

// The words that are passed on, each with the name of its label.
export const passedParts = ({ cue, what, helped, own, felt }: PassedWords) => {
  const howItFelt = joined(...felt, own)
  const all = [
    ['Cue', cue],
    ['What', what],
    ['Felt', howItFelt],
    ['Helped', helped],
  ] as const
  return all.filter(([, text]) => text)
}

// The same as they are read in one text: one line for each.
export const passedLines = (passed: PassedWords): string[] =>
  passedParts(passed).map(([, text]) => text)

function isFile(given: unknown): given is { id: string; size: number; name: unknown } {
  const file = given as { id?: unknown; size?: unknown } | null
  return typeof file?.id === 'string' && typeof file.size === 'number' && file.size >= 0
}

// What stands in a guardian's list of a case, beside what opens it.
export interface Listed {
  identity: string
  title: string
  kind: string
  anonymous?: boolean | undefined // of a case from before this was listed it is not known
}

// What was wrapped may be anything too: a stranger can send what no page of ours made.
export function listed(opened: unknown): Listed | null {
  const given = opened as Record<string, unknown> | null
  if (typeof given?.identity !== 'string') return null
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '')
  const anonymous = typeof given.anonymous === 'boolean' ? given.anonymous : undefined
  return { identity: given.identity, title: text('title'), kind: text('kind'), anonymous }
}

const joined = (...texts: (string | undefined)[]) => texts.filter(Boolean).join(', ')

const askedLines = (asked: Asked | null) =>
  asked ? [asked.to, ...passedLines(asked.words)].join('\n') : ''

// The parts of a message that hold something, each with the name of its label.
export function parts(content: Content): [label: string, text: string][] {
  const all: [string, string][] = [
    ['Name', content.name],
    ['Who', content.who],
    ['Cue', content.cue],
    ['What', content.what],
    ['Felt', joined(...content.felt, content.own)],
    ['Helped', content.helped],
    ['', content.text],
    ['Asks', askedLines(content.asks)],
    ['Handed', askedLines(content.handed)],
    ['Agrees', content.agrees],
    ['Elements', content.elements.join('\n')],
    ['Profession', content.profession === 'not_known' ? '' : content.profession],
    ['PassOn', content.pass_on],
    ['Detriment', content.detriment],
  ]
  return all.filter(([, text]) => text)
}

// What a part's keys are named by in the words of a page: “yes” as “yes”, “nursing” as “profession_nursing”.
const NAMED: Record<string, string> = {
  Agrees: '',
  Detriment: '',
  Elements: 'element_',
  Profession: 'profession_',
  PassOn: 'pass_on_',
}

// A part as it is read: its label in words, and what was chosen in the language of the page.
export const inWords = (
  [label, text]: [label: string, text: string],
  words: (name: string) => string,
): [label: string, text: string] => [
  label && words(`label${label}`),
  label in NAMED ? chosen(text, (key) => words(`${NAMED[label]}${key}`) || key) : text,
]

const chosen = (keys: string, name: (key: string) => string) =>
  keys.split('\n').map(name).join(', ')

// The first words, for a guardian's list.
export function shortened(text: string, longest: number): string {
  const words = text.trim().replace(/\s+/g, ' ')
  return words.length <= longest ? words : `${words.slice(0, longest).replace(/\s\S*$/, '')}…`
}

export interface Written {
  who: string
  cue: string
  what: string
  own: string
  name: string
  felt: number
  route: string
}

// What has to be said before anything leaves this browser: its name, or nothing.
export function missing(written: Written, mostFelt: number): string {
  for (const name of ['who', 'cue', 'what'] as const) if (!written[name].trim()) return name
  if (!written.felt && !written.own.trim()) return 'felt'
  if (written.felt > mostFelt) return 'three'
  if (!written.route) return 'route'
  return written.route === 'guardian' && !written.name.trim() ? 'name' : ''
}
