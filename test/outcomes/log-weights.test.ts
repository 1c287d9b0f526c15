import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { LogWeights } from '../../src/outcomes/log-weights.ts'

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
        const mean = weights.mean(0, issued, 0)
        // Labels that one candidate knows, and after half of the rows another.
        const label = Number(random.uniform() < issued[t < rows / 2 ? 0 : seed % 2]!)
        const loss = (p: number) => -Math.log(label === 1 ? p : 1 - p)
        own += loss(mean)
        issued.forEach((p, k) => {
          losses[k]! += loss(p)
        })
        weights.learn(0, label, 1, issued, 0, 0)
      }
      expect(own).toBeLessThanOrEqual(Math.min(...losses) + Math.log(candidates) - rows * Math.log(1 - 0.001))
    }
  })

  it('give those that sleep no part, and keep their weight', () => {
    const weights = new LogWeights([0.6, 0.4], 1)
    const issued = Float64Array.of(Number.NaN, 0.3)
    expect(weights.mean(0, issued, 0)).toBeCloseTo(0.3, 15)
    weights.learn(0, 1, 1, issued, 0, 2)
    expect([...weights.weights]).toEqual([expect.closeTo(0.6, 15), expect.closeTo(0.4, 15)])
    expect(weights.mean(0, Float64Array.of(Number.NaN, Number.NaN), 0)).toBeNaN()
  })

  it('weigh the candidates of classes by the probability of the class that came', () => {
    const weights = new LogWeights([0.5, 0.5], 1)
    const issued = Float64Array.of(0.2, 0.6, 0.5, 0.3, 0.3, 0.1)
    weights.learn(0, 0, 3, issued, 0, 2)
    expect([...weights.weights]).toEqual([expect.closeTo(0.25, 3), expect.closeTo(0.75, 3)])
  })
})
