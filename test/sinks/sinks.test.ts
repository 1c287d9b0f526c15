import { describe, expect, it } from 'vitest'
import { sinks } from '../../src/sinks/sinks.ts'

describe('sinks', () => {
  it('has a summary, an example that its schema takes, and a name of its own for every word', () => {
    expect(new Set(sinks.map(({ name }) => name)).size).toBe(sinks.length)
    for (const { name, summary, argument, example } of sinks) {
      expect(summary, name).toMatch(/^[A-Z].*\.$/)
      expect(argument.safeParse(example).success, name).toBe(true)
    }
  })
})
