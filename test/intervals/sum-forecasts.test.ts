import { describe, expect, it } from 'vitest'
import { SumForecasts } from '../../src/intervals/sum-forecasts.ts'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const leads = Array.from({ length: 14 }, (_, i) => i + 1)
const options = { channels: 1, leads, sums: [7, 14], levels: [0.8, 0.95] }

/** Coverage of the sums of a series whose forecasts are a constant: [level][sum], and the mean forecasts. */
function measured(draw: (random: Random) => number, constant: number, count: number) {
  const sums = new SumForecasts(options)
  const random = new Random(11)
  const values: number[] = []
  const issued: ReturnType<SumForecasts['issue']>[] = []
  for (let t = 0; t < count; t++) {
    values.push(draw(random))
    sums.learn([values[t]!])
    issued.push(sums.issue(new Float64Array(14).fill(constant)))
  }
  const share = (v: number, k: number) => {
    const over = options.sums[k]!
    const inside = issued.slice(300, count - over).map(({ lower, upper }, i) => {
      const sum = values.slice(301 + i, 301 + i + over).reduce((all, value) => all + value, 0)
      return lower[v]![k]! <= sum && sum <= upper[v]![k]!
    })
    return inside.filter(Boolean).length / inside.length
  }
  return { coverage: [0, 1].map((v) => [0, 1].map((k) => share(v, k))), last: issued.at(-1)! }
}

describe('forecasts of sums', () => {
  it('cover the sums of noise, whose intervals are far narrower than sums of intervals', () => {
    const { coverage, last } = measured((random) => random.uniform() - 0.5, 0, 4000)
    coverage.forEach((shares, v) => {
      for (const share of shares) expect(Math.abs(share - options.levels[v]!)).toBeLessThan(0.025)
    })
    // Twelve uniform numbers have variance 1: 80 % of the sums of 7 are within 1.28 √(7/12) = 0.98, and 2.8 = 7 × 0.4.
    expect(last.upper[0]![0]! - last.lower[0]![0]!).toBeLessThan(2.6)
  })

  it('cover the sums of short series too', () => {
    let inside = 0
    let count = 0
    for (let seed = 1; seed <= 40; seed++) {
      const sums = new SumForecasts(options)
      const random = new Random(seed)
      const values = Array.from({ length: 300 }, () => random.uniform() - 0.5)
      values.forEach((value, t) => {
        sums.learn([value])
        const { lower, upper } = sums.issue(new Float64Array(14))
        if (t < 60 || t + 7 >= values.length) return
        const sum = values.slice(t + 1, t + 8).reduce((all, one) => all + one, 0)
        count++
        if (lower[0]![0]! <= sum && sum <= upper[0]![0]!) inside++
      })
    }
    expect(Math.abs(inside / count - 0.8)).toBeLessThan(0.015)
  })

  it('find the middle of sums of sales that are mostly 0, though the median of each is 0', () => {
    const { coverage, last } = measured((random) => (random.uniform() < 0.3 ? 4 * random.uniform() : 0), 0, 4000)
    coverage.forEach((shares, v) => {
      for (const share of shares) expect(Math.abs(share - options.levels[v]!)).toBeLessThan(0.03)
    })
    // The mean of a week is 7 × 0.3 × 2 = 4.2.
    expect(Math.abs(last.values[0]! - 4.2)).toBeLessThan(1.2)
    expect(last.lower[0]![1]!).toBeGreaterThan(0)
  })

  it('are the added forecasts if the median of their errors does not help', () => {
    const mae = (draw: (random: Random) => number) => {
      const sums = new SumForecasts(options)
      const random = new Random(5)
      const values = Array.from({ length: 3000 }, () => draw(random))
      const issued = values.map((value) => {
        sums.learn([value])
        return sums.issue(new Float64Array(14)).values[1]!
      })
      const mean = (forecast: (t: number) => number) => {
        let total = 0
        for (let t = 0; t + 14 < values.length; t++)
          total += Math.abs(values.slice(t + 1, t + 15).reduce((sum, value) => sum + value, 0) - forecast(t))
        return total / (values.length - 14)
      }
      return { issued: mean((t) => issued[t]!), added: mean(() => 0) }
    }
    const symmetric = mae((random) => random.uniform() - 0.5)
    expect(symmetric.issued).toBeLessThan(1.02 * symmetric.added)
    const rare = mae((random) => (random.uniform() < 0.3 ? 4 * random.uniform() : 0))
    expect(rare.issued).toBeLessThan(0.5 * rare.added)
  })

  it('lie inside their intervals, which nest', () => {
    const sums = new SumForecasts(options)
    const random = new Random(3)
    for (let t = 0; t < 300; t++) {
      sums.learn([random.uniform() ** 9 * 1e6])
      const { lower, upper, values } = sums.issue(new Float64Array(14).fill(random.uniform()))
      if (Number.isNaN(lower[0]![1]!)) continue
      for (const k of [0, 1]) {
        const ends = [lower[1]![k]!, lower[0]![k]!, values[k]!, upper[0]![k]!, upper[1]![k]!]
        expect(ends).toEqual([...ends].sort((a, b) => a - b))
      }
    }
  })

  it('continue with the same bits after a restore', () => {
    const [whole, first, second] = [new SumForecasts(options), new SumForecasts(options), new SumForecasts(options)]
    const run = (sums: SumForecasts, from: number, to: number) => {
      let said = {}
      for (let t = from; t < to; t++) {
        sums.learn([t % 3 === 0 ? t : 1])
        said = sums.issue(new Float64Array(14).fill(t / 7))
      }
      return said
    }
    run(first, 0, 40)
    restore(second, snapshot(first))
    expect(run(second, 40, 80)).toEqual(run(whole, 0, 80))
  })
})
