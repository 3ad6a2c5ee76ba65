// Which answer a key stands for, and when it is none: the one who presses it means something else.
const ANSWERS: Record<string, string> = { a: 'agree', d: 'disagree', p: 'pass' }

export interface Pressed {
  key: string
  repeat: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

export function answerOf(pressed: Pressed): string | undefined {
  const { key, repeat, ctrlKey, metaKey, altKey, shiftKey } = pressed
  if (repeat || ctrlKey || metaKey || altKey || shiftKey) return undefined
  return ANSWERS[key.toLowerCase()]
}
