// Where an item goes that is moved by one place: in its list, or in the next of several lists.

export interface Place<T> {
  list: T
  before: T | null
}

interface Node<T> {
  parentElement: T | null
  previousElementSibling: unknown
  nextElementSibling: unknown
  firstElementChild: unknown
}

export function place<T extends Node<T>>(item: T, way: 'up' | 'down', lists: T[]): Place<T> | null {
  const list = item.parentElement
  if (!list) return null
  const beside = (way === 'up' ? item.previousElementSibling : item.nextElementSibling) as T | null
  if (beside) {
    const before = way === 'up' ? beside : (beside.nextElementSibling as T | null)
    return { list, before }
  }
  const other = lists[lists.indexOf(list) + (way === 'up' ? -1 : 1)]
  if (!lists.includes(list) || !other) return null
  return { list: other, before: way === 'up' ? null : (other.firstElementChild as T | null) }
}
