// Which answer a key stands for, and when it is none: the one who presses it means something else.
const ANSWERS: Record<string, string> = { a: 'agree', d: 'disagree', p: 'pass' }
const FIELDS = new Set(['text', 'textarea', 'select-one', 'search'])

export interface Pressed {
  key: string
  repeat: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  field?: string | undefined // the type of the field that has the focus
}

export function answerOf(pressed: Pressed): string | undefined {
  const { key, repeat, ctrlKey, metaKey, altKey, field = '' } = pressed
  if (repeat || ctrlKey || metaKey || altKey || FIELDS.has(field)) return undefined
  return ANSWERS[key.toLowerCase()]
}
