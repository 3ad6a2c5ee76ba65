import assert from 'node:assert/strict'
import { test } from 'node:test'
import { place } from '../ordering.ts'

class Box {
  parentElement: Box | null = null
  children: Box[] = []
  constructor(...children: Box[]) {
    this.children = children
    for (const child of children) child.parentElement = this
  }
  get firstElementChild(): Box | null {
    return this.children[0] ?? null
  }
  private beside(step: number): Box | null {
    const all = this.parentElement?.children ?? []
    return all[all.indexOf(this) + step] ?? null
  }
  get previousElementSibling(): Box | null {
    return this.beside(-1)
  }
  get nextElementSibling(): Box | null {
    return this.beside(1)
  }
}

const [a, b, c] = [new Box(), new Box(), new Box()]
const first = new Box(a, b)
const second = new Box(c)
const lists = [first, second]

test('an item changes places with its neighbour', () => {
  assert.deepEqual(place(b, 'up', lists), { list: first, before: a })
  assert.deepEqual(place(a, 'down', lists), { list: first, before: null })
})

test('the last of a list moves down to the top of the next, and up again to its end', () => {
  assert.deepEqual(place(b, 'down', lists), { list: second, before: c })
  assert.deepEqual(place(c, 'up', lists), { list: first, before: null })
})

test('the first of all and the last of all stay', () => {
  assert.equal(place(a, 'up', lists), null)
  assert.equal(place(c, 'down', lists), null)
  assert.equal(place(a, 'up', []), null)
})
