import { describe, expect, it } from 'vitest'
import { type Place, registry } from '../../src/pipeline/registry.ts'
import type { Word } from '../../src/word.ts'

const places = Object.keys(registry) as Place[]
const words = places.flatMap((place) => registry[place].map((word: Word) => ({ place, word, name: word.name })))

describe('the registry', () => {
  it.each(places)('has no word twice under %s', (place) => {
    const names = registry[place].map(({ name }) => name)
    expect(names).toEqual([...new Set(names)])
  })

  it.each(words)('$place: $name has an example that its own schema accepts', ({ word }) => {
    expect(word.argument.safeParse(word.example).error).toBeUndefined()
  })

  it.each(words)('$place: $name reads its own reading as the same', ({ word }) => {
    const once = word.argument.parse(word.example)
    expect(word.argument.parse(once)).toEqual(once)
  })

  it.each(words)('$place: $name says in one sentence what it does', ({ word }) => {
    expect(word.summary).toMatch(/^[A-Z].*\.$/)
  })
})
