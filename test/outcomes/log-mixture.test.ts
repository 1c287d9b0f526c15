import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { LogMixture } from '../../src/outcomes/log-mixture.ts'

const shape = { channels: 1, labels: 2, leads: [1] }

describe('LogMixture', () => {
  it('loses at most ln N and the share more than the best expert, whatever the probabilities and labels', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = new Random(seed)
      const experts = 2 + (seed % 5)
      const mixture = new LogMixture(shape, experts)
      const losses = new Float64Array(experts)
      let own = 0
      const rows = 400
      const out = new Float64Array(1)
      for (let t = 0; t < rows; t++) {
        const forecasts = Array.from({ length: experts }, () => Float64Array.of(0.001 + 0.998 * random.uniform()))
        mixture.mix(forecasts, out)
        // Labels that one expert knows, and after half of the rows another.
        const label = Number(random.uniform() < forecasts[t < rows / 2 ? 0 : seed % 2]![0]!)
        const loss = (p: number) => -Math.log(label === 1 ? p : 1 - p)
        own += loss(out[0]!)
        forecasts.forEach((p, e) => {
          losses[e]! += loss(p[0]!)
        })
        mixture.learn(Float64Array.of(label))
      }
      expect(own).toBeLessThanOrEqual(Math.min(...losses) + Math.log(experts) + rows * -Math.log(1 - 0.001))
    }
  })

  it('gives experts that sleep no part, and their weight back', () => {
    const mixture = new LogMixture(shape, 2)
    const out = new Float64Array(1)
    mixture.mix([Float64Array.of(Number.NaN), Float64Array.of(0.3)], out)
    expect(out[0]).toBe(0.3)
    mixture.learn(Float64Array.of(1))
    expect([...mixture.weights]).toEqual([0.5, 0.5])
  })

  it('learns nothing from an unknown label', () => {
    const mixture = new LogMixture(shape, 2)
    mixture.mix([Float64Array.of(0.9), Float64Array.of(0.3)], new Float64Array(1))
    mixture.learn(Float64Array.of(Number.NaN))
    expect([...mixture.weights]).toEqual([0.5, 0.5])
  })

  it('weighs the experts of classes together, so that their probabilities sum to 1', () => {
    const mixture = new LogMixture({ channels: 3, labels: 3, leads: [1] }, 2)
    const out = new Float64Array(3)
    const forecasts = [Float64Array.of(0.2, 0.5, 0.3), Float64Array.of(0.6, 0.3, 0.1)]
    mixture.mix(forecasts, out)
    mixture.learn(Float64Array.of(0))
    mixture.mix(forecasts, out)
    expect([...out]).toEqual([expect.closeTo(0.5, 3), expect.closeTo(0.35, 3), expect.closeTo(0.15, 3)])
    expect(out[0]! + out[1]! + out[2]!).toBeCloseTo(1, 14)
  })
})
