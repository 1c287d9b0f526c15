import { describe, expect, it } from 'vitest'
import { sources } from '../../src/sources/sources.ts'

describe('sources', () => {
  it('has a summary, an example that its schema takes, and a name of its own for every word', () => {
    expect(new Set(sources.map(({ name }) => name)).size).toBe(sources.length)
    for (const { name, summary, argument, example } of sources) {
      expect(summary, name).toMatch(/^[A-Z].*\.$/)
      expect(argument.safeParse(example).success, name).toBe(true)
    }
  })
})
