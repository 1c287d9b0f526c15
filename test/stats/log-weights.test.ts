import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { LogWeights } from '../../src/stats/log-weights.ts'

describe('LogWeights', () => {
  it('lose at most −ln of its weight and the share more than any candidate, whatever probabilities and labels are', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = new Random(seed)
      const candidates = 2 + (seed % 5)
      const weights = new LogWeights(Array(candidates).fill(1 / candidates), 1)
      const losses = new Float64Array(candidates)
      const rows = 400
      let own = 0
      for (let t = 0; t < rows; t++) {
        const issued = Float64Array.from({ length: candidates }, () => 0.001 + 0.998 * random.uniform())
        const mean = weights.mean(0, issued)
        // Labels that one candidate knows, and after half of the rows another.
        const label = Number(random.uniform() < issued[t < rows / 2 ? 0 : seed % 2]!)
        const loss = (p: number) => -Math.log(label === 1 ? p : 1 - p)
        own += loss(mean)
        issued.forEach((p, k) => {
          losses[k]! += loss(p)
        })
        weights.learn(
          0,
          issued.map((p) => (label === 1 ? p : 1 - p)),
        )
      }
      expect(own).toBeLessThanOrEqual(Math.min(...losses) + Math.log(candidates) - rows * Math.log(1 - 0.001))
    }
  })

  it('give those that sleep no part, and keep their weight', () => {
    const weights = new LogWeights([0.6, 0.4], 1)
    const issued = Float64Array.of(Number.NaN, 0.3)
    expect(weights.mean(0, issued)).toBeCloseTo(0.3, 15)
    weights.learn(0, issued)
    expect([...weights.weights]).toEqual([expect.closeTo(0.6, 15), expect.closeTo(0.4, 15)])
    expect(weights.mean(0, [Number.NaN, Number.NaN])).toBeNaN()
  })

  it('are those of the mixture that learns, and its mean', () => {
    const weights = new LogWeights([0.5, 0.5], 2)
    weights.learn(1, [0.2, 0.6])
    expect([...weights.weights]).toEqual([0.5, 0.5, expect.closeTo(0.25, 3), expect.closeTo(0.75, 3)])
    const after = [9, 0, 1]
    expect([weights.mean(0, after, 1), weights.mean(1, after, 1)]).toEqual([0.5, expect.closeTo(0.75, 3)])
  })
})
