import { describe, expect, it } from 'vitest'
import { Candidate } from '../../src/comparison/candidate.ts'

const one = Float64Array.of(1)

const rates = { halfLife: 10, perLead: 0, rate: 0.05, farRate: 0.02 }

describe('Candidate', () => {
  it('scores each forecast when it is due, and only from the given origin', () => {
    const candidate = new Candidate('a', { channels: 1, leads: [1, 2], levels: [], ...rates })
    candidate.settle(Float64Array.of(10), one)
    candidate.forecast(Float64Array.of(11, 12), false)
    candidate.settle(Float64Array.of(15), one)
    candidate.forecast(Float64Array.of(15, 16), true)
    candidate.settle(Float64Array.of(18), one)
    candidate.forecast(Float64Array.of(0, 0), true)
    expect(candidate.settle(Float64Array.of(20), one)).toEqual([20, 4])
    expect(candidate.byLead.map(({ count, mae }) => [count, mae])).toEqual([
      [2, (3 + 20) / 2],
      [1, 4],
    ])
    expect(candidate.overall.count).toBe(3)
  })

  it('is tested against a reference on the origins they have in common', () => {
    const candidate = new Candidate('a', { channels: 1, leads: [1], levels: [], ...rates })
    for (let t = 0; t < 40; t++) {
      candidate.settle(Float64Array.of(t % 3), one, [t === 0 ? Number.NaN : 0.25 * (t % 2)])
      candidate.forecast(Float64Array.of(5), true)
    }
    expect(candidate.test[0]!.statistic).toBeGreaterThan(0)
    expect(candidate.test[0]!.p).toBeLessThan(1e-6)
  })

  it('scores nothing from before it was reset, and its intervals learn nothing from it', () => {
    const candidate = new Candidate('a', { channels: 1, leads: [1], levels: [0.8], ...rates })
    candidate.forecast(Float64Array.of(5), true)
    candidate.settle(Float64Array.of(6), one)
    candidate.forecast(Float64Array.of(6), true)
    candidate.forget()
    expect(candidate.settle(Float64Array.of(1000), one)).toEqual([Number.NaN])
    candidate.forecast(Float64Array.of(1000), true)
    expect(candidate.settle(Float64Array.of(1001), one)).toEqual([1])
    expect(candidate.overall.width[0]).toBeLessThan(10)
  })

  it('divides errors by the units, and skips missing values', () => {
    const candidate = new Candidate('a', { channels: 2, leads: [1], levels: [], ...rates })
    candidate.forecast(Float64Array.of(1, 1), true)
    candidate.settle(Float64Array.of(5, Number.NaN), Float64Array.of(2, 3))
    expect(candidate.overall).toMatchObject({ count: 1, mae: 2, mse: 4 })
  })
})
