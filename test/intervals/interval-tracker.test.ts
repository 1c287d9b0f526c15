import { describe, expect, it } from 'vitest'
import { IntervalTracker } from '../../src/intervals/interval-tracker.ts'
import { Random } from '../../src/lstm/random.ts'

const rates = { halfLife: 20, perLead: 1, rate: 0.05, farRate: 0.02 }

/** Share of the values inside the intervals of forecasts of 0, after the first 500, for each level and lead. */
function coverage(draw: (t: number, random: Random) => number, leads: readonly number[], count = 6000): number[][] {
  const levels = [0.8, 0.95]
  const conformal = new IntervalTracker({ channels: 1, leads, levels, ...rates })
  const random = new Random(8)
  const issued: { lower: Float64Array[]; upper: Float64Array[] }[] = []
  const inside = levels.map(() => leads.map(() => 0))
  for (let t = 0; t < count; t++) {
    const y = draw(t, random)
    leads.forEach((lead, i) => {
      const bounds = issued[t - lead]
      if (!bounds || t < 500) return
      levels.forEach((_, v) => {
        if (bounds.lower[v]![i]! <= y && y <= bounds.upper[v]![i]!) inside[v]![i]!++
      })
    })
    conformal.learn([y])
    const room = () => levels.map(() => new Float64Array(leads.length))
    const bounds = { lower: room(), upper: room() }
    conformal.issue(new Float64Array(leads.length), bounds.lower, bounds.upper)
    issued.push(bounds)
  }
  return inside.map((counts) => counts.map((hits) => hits / (count - 500)))
}

const gaussian = (random: Random) => Array.from({ length: 12 }, () => random.uniform()).reduce((sum, x) => sum + x, -6)

function near(shares: number[][]): void {
  shares.forEach((byLead, v) => {
    for (const share of byLead) expect(Math.abs(share - [0.8, 0.95][v]!)).toBeLessThan(0.02)
  })
}

describe('conformal', () => {
  it('covers 80 and 95 % of a stationary series, at every lead', () => {
    near(coverage((_, random) => gaussian(random), [1, 3, 12]))
  })

  it('covers them with skewed and heavy-tailed errors', () => {
    near(coverage((_, random) => random.uniform() ** 4, [1, 7]))
    near(coverage((_, random) => gaussian(random) / (0.05 + random.uniform()), [1, 7]))
  })

  it('covers them while the spread grows tenfold and shrinks again', () => {
    near(coverage((t, random) => gaussian(random) * (t % 2000 < 1000 ? 1 : 10), [1]))
  })

  it('limits a spike to ten usual errors: within a few weeks of days the intervals recover', () => {
    const widths = (spike: number) => {
      const conformal = new IntervalTracker({ channels: 1, leads: [1], levels: [0.8], ...rates, halfLife: 10 })
      const random = new Random(3)
      return Array.from({ length: 300 }, (_, t) => {
        conformal.learn([t === 200 ? spike : random.uniform() - 0.5])
        const [lower, upper] = [[new Float64Array(1)], [new Float64Array(1)]]
        conformal.issue(new Float64Array(1), lower, upper)
        return upper[0]![0]! - lower[0]![0]!
      })
    }
    const [with1e6, without] = [widths(1e6), widths(0)]
    expect(with1e6[201]! / without[201]!).toBeLessThan(10)
    expect(with1e6[260]! / without[260]!).toBeLessThan(1.5)
  })

  it('nests narrower levels in wider ones, and is undefined before the first error', () => {
    const conformal = new IntervalTracker({ channels: 1, leads: [1], levels: [0.5, 0.9], ...rates })
    const random = new Random(1)
    for (let t = 0; t < 300; t++) {
      conformal.learn([random.uniform()])
      const lower = [new Float64Array(1), new Float64Array(1)]
      const upper = [new Float64Array(1), new Float64Array(1)]
      conformal.issue(Float64Array.of(0.5), lower, upper)
      if (t === 0) expect(lower[0]![0]).toBeNaN()
      else {
        expect(lower[1]![0]!).toBeLessThanOrEqual(lower[0]![0]!)
        expect(upper[1]![0]!).toBeGreaterThanOrEqual(upper[0]![0]!)
      }
    }
  })
})
