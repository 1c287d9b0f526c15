import { describe, expect, it } from 'vitest'
import { hitOf, logitsOf, toProbabilities } from '../../src/outcomes/logit.ts'

describe('logits', () => {
  it('and probabilities of one channel are each other’s inverse, within 1e-4 of 0 and 1', () => {
    for (const [p, expected] of [
      [0.3, 0.3],
      [0, 1e-4],
      [1, 1 - 1e-4],
    ]) {
      const logits = new Float64Array(1)
      logitsOf(Float64Array.of(p!), 0, 1, logits, 0, 1)
      toProbabilities(logits)
      expect(logits[0]).toBeCloseTo(expected!, 12)
    }
  })

  it('of classes give back their probabilities, which sum to 1 even if logits are huge', () => {
    const logits = new Float64Array(3)
    logitsOf(Float64Array.of(0.2, 9, 0.5, 9, 0.3, 9), 0, 2, logits, 0, 3)
    toProbabilities(logits)
    expect([...logits]).toEqual([expect.closeTo(0.2, 3), expect.closeTo(0.5, 3), expect.closeTo(0.3, 3)])
    const huge = Float64Array.of(1e6, -1e6, 0)
    toProbabilities(huge)
    expect(huge.every((p) => p > 0)).toBe(true)
    expect(huge[0]! + huge[1]! + huge[2]!).toBeCloseTo(1, 14)
  })

  it('are compared with labels: that of one channel itself, else 1 for its own class', () => {
    expect([hitOf(1, 1, 0), hitOf(2, 3, 2), hitOf(2, 3, 1), hitOf(Number.NaN, 3, 1)]).toEqual([1, 1, 0, Number.NaN])
  })
})
