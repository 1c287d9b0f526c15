import { describe, expect, it } from 'vitest'
import { Contestant } from '../../src/comparison/contestant.ts'

const one = Float64Array.of(1)

const rates = { halfLife: 10, perLead: 0, rate: 0.05, farRate: 0.02 }

describe('Contestant', () => {
  it('scores each forecast when it is due, and only from the given origin', () => {
    const contestant = new Contestant('a', { channels: 1, leads: [1, 2], levels: [], ...rates })
    contestant.scoreDue(Float64Array.of(10), one)
    contestant.forecast(Float64Array.of(11, 12), false)
    contestant.scoreDue(Float64Array.of(15), one)
    contestant.forecast(Float64Array.of(15, 16), true)
    contestant.scoreDue(Float64Array.of(18), one)
    contestant.forecast(Float64Array.of(0, 0), true)
    expect(contestant.scoreDue(Float64Array.of(20), one)).toEqual([20, 4])
    expect(contestant.byLead.map(({ count, mae }) => [count, mae])).toEqual([
      [2, (3 + 20) / 2],
      [1, 4],
    ])
    expect(contestant.overall.count).toBe(3)
  })

  it('is tested against a reference on the origins they have in common', () => {
    const contestant = new Contestant('a', { channels: 1, leads: [1], levels: [], ...rates })
    for (let t = 0; t < 40; t++) {
      contestant.scoreDue(Float64Array.of(t % 3), one, [t === 0 ? Number.NaN : 0.25 * (t % 2)])
      contestant.forecast(Float64Array.of(5), true)
    }
    expect(contestant.test[0]!.statistic).toBeGreaterThan(0)
    expect(contestant.test[0]!.p).toBeLessThan(1e-6)
  })

  it('scores nothing from before it was reset, and its intervals learn nothing from it', () => {
    const contestant = new Contestant('a', { channels: 1, leads: [1], levels: [0.8], ...rates })
    contestant.forecast(Float64Array.of(5), true)
    contestant.scoreDue(Float64Array.of(6), one)
    contestant.forecast(Float64Array.of(6), true)
    contestant.restart()
    expect(contestant.scoreDue(Float64Array.of(1000), one)).toEqual([Number.NaN])
    contestant.forecast(Float64Array.of(1000), true)
    expect(contestant.scoreDue(Float64Array.of(1001), one)).toEqual([1])
    expect(contestant.overall.width[0]).toBeLessThan(10)
  })

  it('divides errors by the units, and skips missing values', () => {
    const contestant = new Contestant('a', { channels: 2, leads: [1], levels: [], ...rates })
    contestant.forecast(Float64Array.of(1, 1), true)
    contestant.scoreDue(Float64Array.of(5, Number.NaN), Float64Array.of(2, 3))
    expect(contestant.overall).toMatchObject({ count: 1, mae: 2, mse: 4 })
  })
})
