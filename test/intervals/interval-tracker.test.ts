import { describe, expect, it } from 'vitest'
import { IntervalTracker } from '../../src/intervals/interval-tracker.ts'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

interface Span {
  readonly from?: number
  readonly count?: number
  readonly seed?: number
}

/** Share of the values inside the intervals of forecasts of 0, from a row on, for each level and lead. */
function coverage(
  draw: (t: number, random: Random) => number,
  leads: readonly number[],
  { from = 500, count = 6000, seed = 8 }: Span = {},
): number[][] {
  const levels = [0.8, 0.95]
  const tracker = new IntervalTracker({ channels: 1, leads, levels })
  const random = new Random(seed)
  const issued: { lower: Float64Array[]; upper: Float64Array[] }[] = []
  const inside = levels.map(() => leads.map(() => 0))
  for (let t = 0; t < count; t++) {
    const y = draw(t, random)
    leads.forEach((lead, i) => {
      const bounds = issued[t - lead]
      if (!bounds || t < from) return
      levels.forEach((_, v) => {
        if (bounds.lower[v]![i]! <= y && y <= bounds.upper[v]![i]!) inside[v]![i]!++
      })
    })
    tracker.learn([y])
    const room = () => levels.map(() => new Float64Array(leads.length))
    const bounds = { lower: room(), upper: room() }
    tracker.issue(new Float64Array(leads.length), bounds.lower, bounds.upper)
    issued.push(bounds)
  }
  return inside.map((counts) => counts.map((hits) => hits / (count - from)))
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length

const gaussian = (random: Random) => Array.from({ length: 12 }, () => random.uniform()).reduce((sum, x) => sum + x, -6)

function near(shares: number[][]): void {
  shares.forEach((byLead, v) => {
    for (const share of byLead) expect(Math.abs(share - [0.8, 0.95][v]!)).toBeLessThan(0.02)
  })
}

describe('the interval tracker', () => {
  it('covers 80 and 95 % of a stationary series, at every lead', () => {
    near(coverage((_, random) => gaussian(random), [1, 3, 12]))
  })

  it('covers them with skewed and heavy-tailed errors', () => {
    near(coverage((_, random) => random.uniform() ** 4 - 0.06, [1, 7]))
    near(coverage((_, random) => gaussian(random) / (0.05 + random.uniform()), [1, 7]))
  })

  it('covers them while the spread grows tenfold and shrinks again', () => {
    near(coverage((t, random) => gaussian(random) * (t % 2000 < 1000 ? 1 : 10), [1]))
  })

  it('limits a spike to ten usual errors: within a few weeks of days the intervals recover', () => {
    const widths = (spike: number) => {
      const tracker = new IntervalTracker({ channels: 1, leads: [1], levels: [0.8] })
      const random = new Random(3)
      return Array.from({ length: 300 }, (_, t) => {
        tracker.learn([t === 200 ? spike : random.uniform() - 0.5])
        const [lower, upper] = [[new Float64Array(1)], [new Float64Array(1)]]
        tracker.issue(new Float64Array(1), lower, upper)
        return upper[0]![0]! - lower[0]![0]!
      })
    }
    const [with1e6, without] = [widths(1e6), widths(0)]
    expect(with1e6[201]! / without[201]!).toBeLessThan(10)
    expect(with1e6[260]! / without[260]!).toBeLessThan(1.5)
  })

  it('starts at the stated coverage: short series have it too', () => {
    const levels = [0.8, 0.95]
    const inside = [0, 0]
    let count = 0
    for (let seed = 1; seed <= 400; seed++) {
      const random = new Random(seed)
      const tracker = new IntervalTracker({ channels: 1, leads: [1, 2, 3, 4], levels })
      const room = () => levels.map(() => new Float64Array(4))
      const issued: { lower: Float64Array[]; upper: Float64Array[] }[] = []
      for (let t = 0; t < 16; t++) {
        const y = gaussian(random)
        issued.forEach(({ lower, upper }, origin) => {
          const i = t - origin - 1
          if (i > 3 || Number.isNaN(lower[0]![i]!)) return
          count++
          for (const v of [0, 1]) if (lower[v]![i]! <= y && y <= upper[v]![i]!) inside[v]!++
        })
        tracker.learn([y])
        const bounds = { lower: room(), upper: room() }
        tracker.issue(new Float64Array(4), bounds.lower, bounds.upper)
        issued.push(bounds)
      }
    }
    expect(Math.abs(inside[0]! / count - 0.8)).toBeLessThan(0.03)
    expect(Math.abs(inside[1]! / count - 0.95)).toBeLessThan(0.03)
  })

  it('soon covers errors with far heavier tails than it starts from, since leads and sides share what they learn', () => {
    const leads = [1, 2, 3, 4, 5, 6, 7]
    const shares = [1, 2, 3, 4, 5, 6].map((seed) => {
      const draw = (_: number, random: Random) => gaussian(random) / (0.02 + random.uniform())
      return mean(coverage(draw, leads, { from: 100, count: 700, seed })[1]!)
    })
    expect(Math.abs(mean(shares) - 0.95)).toBeLessThan(0.02)
  })

  it('covers errors that shrink while experts learn, though a series has few rows', () => {
    const seeds = Array.from({ length: 100 }, (_, s) => s + 1)
    const draw = (t: number, random: Random) => gaussian(random) * (1 + 20 / (t + 5))
    const shares = seeds.map((seed) => coverage(draw, [1, 2, 3, 4], { from: 25, count: 60, seed }).map(mean))
    expect(Math.abs(mean(shares.map(([of80]) => of80!)) - 0.8)).toBeLessThan(0.03)
    expect(Math.abs(mean(shares.map(([, of95]) => of95!)) - 0.95)).toBeLessThan(0.03)
  })

  it('is undefined before the first error of a lead', () => {
    const tracker = new IntervalTracker({ channels: 1, leads: [1, 3], levels: [0.8] })
    const known = [0, 1, 2, 3].map((t) => {
      tracker.learn([t])
      const [lower, upper] = [[new Float64Array(2)], [new Float64Array(2)]]
      tracker.issue(Float64Array.of(0, 0), lower, upper)
      return [...lower[0]!].map(Number.isNaN)
    })
    expect(known).toEqual([
      [true, true],
      [false, true],
      [false, true],
      [false, false],
    ])
  })

  it('keeps the two sides apart: errors that are never negative need no room below', () => {
    const tracker = new IntervalTracker({ channels: 1, leads: [1], levels: [0.8] })
    const random = new Random(2)
    const [lower, upper] = [[new Float64Array(1)], [new Float64Array(1)]]
    for (let t = 0; t < 3000; t++) {
      tracker.learn([random.uniform()])
      tracker.issue(Float64Array.of(0), lower, upper)
    }
    expect(lower[0]![0]!).toBeGreaterThan(-0.1)
    expect(Math.abs(upper[0]![0]! - 0.9)).toBeLessThan(0.1)
  })

  it('holds 95 % of rare demand, most of whose errors are 0', () => {
    const demand = (_: number, random: Random) => (random.uniform() < 0.15 ? 1 + Math.floor(6 * random.uniform()) : 0)
    const [, shares] = coverage(demand, [1, 2, 7], { count: 3000 })
    for (const share of shares!) expect(Math.abs(share - 0.95)).toBeLessThan(0.025)
  })

  it('follows sizes of errors that differ by lead', () => {
    const leads = [1, 2, 3]
    const tracker = new IntervalTracker({ channels: 1, leads, levels: [0.8] })
    const [lower, upper] = [[new Float64Array(3)], [new Float64Array(3)]]
    for (let t = 0; t < 2000; t++) {
      tracker.learn([0])
      // Errors of exactly 1, 10 and 2, of changing sign.
      const sign = (t * 7) % 3 === 0 ? 1 : -1
      tracker.issue(Float64Array.of(sign, 10 * sign, 2 * sign), lower, upper)
    }
    const { sizes } = tracker.learned
    for (const [i, size] of [1, 10, 2].entries()) expect(Math.abs(sizes[i]! / size - 1)).toBeLessThan(0.35)
  })

  it('continues with the same bits after a restore', () => {
    const options = { channels: 2, leads: [1, 2, 5], levels: [0.5, 0.8, 0.95] }
    const random = new Random(5)
    const rows = Array.from({ length: 60 }, () => [random.uniform(), random.uniform() ** 3])
    const run = (tracker: IntervalTracker, from: number, to: number) => {
      const room = () => options.levels.map(() => new Float64Array(6))
      const [lower, upper] = [room(), room()]
      for (const row of rows.slice(from, to)) {
        tracker.learn(row)
        tracker.issue(new Float64Array(6).fill(0.4), lower, upper)
      }
      return [...lower, ...upper].map((bounds) => [...bounds])
    }
    const whole = new IntervalTracker(options)
    const first = new IntervalTracker(options)
    const second = new IntervalTracker(options)
    run(first, 0, 30)
    restore(second, snapshot(first))
    expect(run(second, 30, 60)).toEqual(run(whole, 0, 60))
  })
})
