import { describe, expect, it } from 'vitest'
import { levelsArgument, levelsOf } from '../../src/operators/levels.ts'

describe('levels', () => {
  it('are one or several, increasing and each once', () => {
    expect(levelsOf(levelsArgument.parse(0.9))).toEqual([0.9])
    expect(levelsOf(levelsArgument.parse([0.95, 0.8, 0.95]))).toEqual([0.8, 0.95])
  })

  it('are between 0 and 1', () => {
    for (const wrong of [0, 1, 80, -0.5, [0.8, 1.2], '80 %'])
      expect(levelsArgument.safeParse(wrong).success).toBe(false)
  })
})
