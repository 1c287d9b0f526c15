import { describe, expect, it } from 'vitest'
import { DirectQuantiles } from '../../src/comparison/direct-quantiles.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const options = {
  leads: [1, 2],
  channels: 1,
  cadence: '1d',
  season: 7,
  levels: [0.5, 0.9],
  experts: ['persistence', 'seasonalNaive'],
  hidden: 8,
  seed: 1,
}
const day = 86_400_000

/** A week that repeats, with noise that is four times as large in its second half. */
function values(count: number, seed = 3): number[] {
  const random = new Random(seed)
  return Array.from({ length: count }, (_, i) => (i % 7) + (i % 7 < 4 ? 1 : 4) * (random.uniform() - 0.5))
}

class Run {
  readonly forecaster = new Forecaster(options)
  readonly direct = new DirectQuantiles(options)
  private t = 0

  next(value: number, restart = false) {
    const observation = { time: day * this.t++, values: [value], restart }
    return this.direct.observe(observation, this.forecaster.observe(observation))
  }
}

describe('DirectQuantiles', () => {
  it('holds about as many values as its levels say, in order, and is wider where the noise is larger', () => {
    const run = new Run()
    const series = values(1500)
    const inside = [0, 0]
    const widths = { quiet: 0, loud: 0 }
    for (const [t, value] of series.entries()) {
      const { lower, upper, values } = run.next(value)
      const rising = [lower[1]!, lower[0]!, values, upper[0]!, upper[1]!].map((quantiles) => quantiles[0]!)
      expect(rising).toEqual(rising.toSorted((a, b) => a - b))
      if (t < 700 || t === series.length - 1) continue
      const next = series[t + 1]!
      for (const v of [0, 1]) if (lower[v]![0]! <= next && next <= upper[v]![0]!) inside[v]!++
      widths[(t + 1) % 7 < 4 ? 'quiet' : 'loud'] += upper[1]![0]! - lower[1]![0]!
    }
    expect(Math.abs(inside[0]! / 799 - 0.5)).toBeLessThan(0.1)
    expect(Math.abs(inside[1]! / 799 - 0.9)).toBeLessThan(0.07)
    expect(widths.loud / 3).toBeGreaterThan(1.5 * (widths.quiet / 4))
  })

  it('depends on nothing later, takes missing values and gaps, and knows nothing before the first value', () => {
    const series = values(60)
    series[0] = Number.NaN
    series[30] = Number.NaN
    const [run, other] = [new Run(), new Run()]
    for (const [t, value] of series.entries()) {
      const mine = run.next(value, t === 40)
      if (t >= 50) continue
      expect(other.next(value, t === 40)).toEqual(mine)
      expect(mine.values.every(Number.isNaN)).toBe(t === 0)
      expect(mine.lower[1]!.every(Number.isFinite)).toBe(t > 0)
    }
    // What comes later differs, and what was said before cannot.
    expect(other.next(1000)).not.toEqual(run.next(1000))
  })

  it('continues from a snapshot with the same bits', () => {
    const [run, other] = [new Run(), new Run()]
    const series = values(60)
    for (const value of series.slice(0, 40)) run.next(value)
    restore(other.direct, snapshot(run.direct))
    restore(other.forecaster, snapshot(run.forecaster))
    for (const [i, value] of series.slice(40).entries()) {
      const observation = { time: day * (40 + i), values: [value] }
      const ours = run.direct.observe(observation, run.forecaster.observe(observation))
      expect(other.direct.observe(observation, other.forecaster.observe(observation))).toEqual(ours)
    }
  })
})
