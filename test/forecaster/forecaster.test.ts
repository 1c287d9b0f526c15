import { describe, expect, it } from 'vitest'
import type { ForecasterOptions } from '../../src/defaults/options.ts'
import type { ExpertRecipe } from '../../src/defaults/pool.ts'
import { DataError } from '../../src/errors.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { networksInUse } from '../../src/lstm/create-engine.ts'

const day = 86_400_000
const options: ForecasterOptions = {
  leads: [1, 2],
  channels: 1,
  cadence: '1d',
  season: 7,
  seed: 1,
  hidden: 4,
  memory: 128,
}
const feed = (forecaster: Forecaster, values: readonly number[]) =>
  values.map((value, t) => forecaster.observe({ time: t * day, values: [value], covariates: [] }))

describe('Forecaster', () => {
  it('frees the networks that it replaces, and all of them at the end', () => {
    const { networks } = networksInUse()
    const forecaster = new Forecaster({ ...options, gaps: 'reset' })
    const own = networksInUse().networks - networks
    expect(own).toBeGreaterThan(0)
    feed(forecaster, [1, 2, 3])
    forecaster.observe({ time: 50 * day, values: [4], covariates: [], restart: true })
    expect(networksInUse().networks).toBe(networks + own)
    forecaster.dispose()
    expect(networksInUse().networks).toBe(networks)
  })

  it('mixes agreeing experts to exactly their forecast', () => {
    for (const { values } of feed(new Forecaster(options), new Array(30).fill(12.8)))
      expect([...values]).toEqual([12.8, 12.8])
  })

  it('names its experts, and its forecast is their weighted mean', () => {
    const forecaster = new Forecaster(options)
    const last = feed(
      forecaster,
      Array.from({ length: 60 }, (_, t) => 10 + (t % 7) + Math.sin(t)),
    ).at(-1)!
    const { experts, weights, forecasts } = last.inside!
    expect(experts).toEqual(forecaster.expertNames)
    for (const i of [0, 1]) {
      // Experts that sleep have no weight, and forecast NaN.
      const sum = experts.reduce((total, _, e) => {
        const weight = weights[e * 2 + i]!
        return weight > 0 ? total + weight * forecasts[e * 2 + i]! : total
      }, 0)
      expect(last.values[i]).toBeCloseTo(sum, 10)
    }
  })

  it('exposes the gates of its LSTMs by the experts’ names', () => {
    const { inside } = feed(new Forecaster(options), [1, 2, 3]).at(-1)!
    expect(inside!.cells.map(({ name }) => name)).toEqual(inside!.experts.filter((name) => name.startsWith('lstm')))
    expect(inside!.cells[0]!.forget).toHaveLength(4)
  })

  it('exposes the parts of its intervals, and the regret of each expert', () => {
    const values = Array.from({ length: 80 }, (_, t) => 10 + (t % 7) + Math.sin(t * t))
    const forecaster = new Forecaster({ ...options, levels: [0.5, 0.9] })
    const { inside, lower, upper, values: said } = feed(forecaster, values).at(-1)!
    const { sizes, above, below } = inside!.intervals!
    for (const v of [0, 1])
      for (const i of [0, 1]) {
        expect(upper[v]![i]).toBeCloseTo(said[i]! + sizes[i]! * above[v]![i]!, 10)
        expect(lower[v]![i]).toBeCloseTo(said[i]! - sizes[i]! * below[v]![i]!, 10)
      }
    // Who is believed most has saved something; neighbouring leads share, so only a lead of its own shows it exactly.
    const alone = feed(new Forecaster({ ...options, leads: [1] }), values).at(-1)!.inside!
    expect(alone.regrets![alone.weights.indexOf(Math.max(...alone.weights))]).toBeGreaterThan(0)
    expect(feed(new Forecaster(options), [1, 2]).at(-1)!.inside!.intervals).toBeUndefined()
  })

  it('scores each forecast at its lead: a perfect expert gets the weight, and its intervals are narrow', () => {
    const leads = [1, 3, 5]
    const value = (t: number) => 10 * Math.sin(t * t) + t
    const knowing: ExpertRecipe = {
      name: 'knowing',
      build: () => {
        let t = -1
        const forecast = (out: Float64Array) => out.set(leads.map((lead) => value(t + lead)))
        return {
          learn: () => t++,
          forecast,
          state: (fields) => {
            t = fields.number('t', t)
          },
        }
      },
    }
    const forecaster = new Forecaster({ ...options, leads, levels: [0.8], experts: ['persistence', knowing] })
    const { inside } = feed(
      forecaster,
      Array.from({ length: 200 }, (_, t) => value(t)),
    ).at(-1)!
    const { sizes } = inside!.intervals!
    leads.forEach((_, i) => {
      expect(inside!.weights[leads.length + i]).toBeGreaterThan(0.99)
      expect(sizes[i]).toBeLessThan(0.5)
    })
  })

  it('lets a seasonal expert sleep until its season is known', () => {
    const forecaster = new Forecaster({ ...options, leads: [1, 2], experts: ['persistence', 'seasonalNaive'] })
    const said = Array.from({ length: 9 }, (_, t) => {
      const { inside } = forecaster.observe({ time: t * day, values: [(t % 7) ** 2 + 0.1 * t], covariates: [] })
      return [...inside!.weights]
    })
    expect([said[5]![0], said[5]![2]]).toEqual([1, 0])
    // The target of day 8 is the first that both have forecast.
    expect(said[8]![2]).toBeGreaterThan(0.9)
  })

  it('knows no forecast and no interval before the first value, whatever the bounds are', () => {
    for (const limits of [{}, { min: 0 }, { min: 0, integer: true }]) {
      const { lower, upper, values } = feed(new Forecaster({ ...options, ...limits, levels: [0.8] }), [Number.NaN])[0]!
      expect([...values, ...lower[0]!, ...upper[0]!]).toEqual(Array(6).fill(Number.NaN))
    }
  })

  it('gives the time of each lead: by the cadence, else by the last step', () => {
    expect(feed(new Forecaster(options), [1])[0]!.times).toEqual([day, 2 * day])
    const blind = feed(new Forecaster({ ...options, cadence: undefined }), [1, 2])
    expect([blind[0]!.times, blind[1]!.times]).toEqual([
      [Number.NaN, Number.NaN],
      [2 * day, 3 * day],
    ])
  })

  it('continues from a snapshot taken after it had left logarithms', () => {
    const prices: ForecasterOptions = { ...options, cadence: '1bd', season: undefined }
    const values = Array.from({ length: 60 }, (_, t) => 20 + 10 * Math.sin(t / 4) - (t > 30 ? 15 : 0))
    const whole = feed(new Forecaster(prices), values)
    const first = new Forecaster(prices)
    feed(first, values.slice(0, 45))
    const second = new Forecaster(prices)
    second.restore(first.snapshot())
    const rest = values
      .slice(45)
      .map((value, t) => second.observe({ time: (t + 45) * day, values: [value], covariates: [] }))
    expect(rest.map(({ values: said }) => [...said])).toEqual(whole.slice(45).map(({ values: said }) => [...said]))
  })

  it('learns from the last rows again when it leaves logarithms, as if it had never used them', () => {
    const visitors: ForecasterOptions = {
      ...options,
      cadence: '3mo',
      levels: [0.8],
      experts: ['persistence', 'rls(1)'],
    }
    // Two quarters almost without visitors.
    const values = Array.from({ length: 40 }, (_, t) => (t === 30 || t === 31 ? 2 : 1000 + 5 * t + 300 * (t % 4)))
    const free = new Forecaster(visitors)
    const said = feed(free, values)
    const linear = feed(new Forecaster({ ...visitors, scale: 'linear' }), values)
    const log = feed(new Forecaster({ ...visitors, scale: 'log' }), values)
    for (const [t, { values: forecasts, lower }] of said.entries()) {
      const like = t < 30 ? log[t]! : linear[t]!
      expect([[...forecasts], [...lower[0]!]]).toEqual([[...like.values], [...like.lower[0]!]])
    }
    expect(free.warnings).toEqual([expect.stringMatching(/^linear scale since 2 at /)])
  })

  it('continues with the rates it was built with, and reports which differ', () => {
    const first = new Forecaster({ ...options, seed: 1 })
    feed(first, [1, 2, 3])
    const second = new Forecaster({ ...options, seed: 2 })
    expect(second.restore(first.snapshot())).toEqual(['seed was 1 and is now 2'])
    expect(second.restore(second.snapshot())).toEqual([])
  })

  it('refuses an observation of another width before it learns from it, and continues', () => {
    const wide: ForecasterOptions = { ...options, channels: 2, covariates: 1 }
    const [refusing, untouched] = [new Forecaster(wide), new Forecaster(wide)]
    const row = (t: number, values: number[], covariates = [1]) => ({ time: t * day, values, covariates })
    refusing.observe(row(0, [1, 5]))
    untouched.observe(row(0, [1, 5]))
    expect(() => refusing.observe(row(1, [2]))).toThrow(
      'observation of 1970-01-02T00:00:00.000Z: expected 2 values, got 1; give every observation as many',
    )
    expect(() => refusing.observe(row(1, [2, 6, 7]))).toThrow(DataError)
    expect(() => refusing.observe(row(1, [2, 6], []))).toThrow('expected 1 covariates, got 0')
    expect(() => refusing.observe({ ...row(1, [2]), row: { place: { file: 'a.csv', line: 3 }, raw: [] } })).toThrow(
      'a.csv:3 expected 2 values, got 1',
    )
    expect([...refusing.observe(row(1, [2, 6])).values]).toEqual([...untouched.observe(row(1, [2, 6])).values])
  })

  it('has seed 1 by default', () => {
    const values = [1, 3, 2, 5, 4, 7, 5, 8, 6, 9, 8, 11, 9, 12, 11, 14, 12, 15, 13, 16]
    const last = (seed: number | undefined) => [...feed(new Forecaster({ ...options, seed }), values).at(-1)!.values]
    expect(last(undefined)).toEqual(last(1))
    expect(last(undefined)).not.toEqual(last(2))
  })

  it('is not affected by later changes of its input arrays', () => {
    const leads = [1, 2]
    const forecaster = new Forecaster({ ...options, leads })
    leads[1] = 3
    expect(feed(forecaster, [1])[0]!.leads).toEqual([1, 2])
  })
})
