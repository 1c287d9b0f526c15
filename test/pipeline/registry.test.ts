import { describe, expect, it } from 'vitest'
import { registry } from '../../src/pipeline/registry.ts'
import type { Word } from '../../src/word.ts'

describe('the registry', () => {
  it('has words for each place of a pipeline file', () => {
    expect(Object.keys(registry)).toEqual(['source', 'steps', 'sinks'])
    expect(Object.values(registry).every((words) => words.length > 0)).toBe(true)
  })

  // A pipeline checks an argument when it is loaded, and the word checks it again when it is built.
  it('has only words that take a checked argument for the same argument', () => {
    for (const { name, argument, example } of Object.values(registry).flat() as Word[]) {
      const checked = argument.parse(example)
      expect(argument.parse(checked), name).toEqual(checked)
    }
  })
})
