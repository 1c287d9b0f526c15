import { from, last, lastValueFrom, of, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { Persistence } from '../../src/experts/persistence.ts'
import { forecast, forecasterOptions } from '../../src/operators/forecast.ts'
import type { Observation } from '../../src/series/observation.ts'

const day = 86_400_000
const weekly = (count: number): Observation[] =>
  Array.from({ length: count }, (_, i) => ({ time: i * day, values: [20 + (i % 7)], covariates: [] }))
const defaults = {
  intervals: [0.8, 0.95],
  mixture: 'mlPoly',
  gaps: 'keep',
  hidden: 32,
  memory: 4096,
  engine: 'wasm',
} as const

describe('forecast', () => {
  it('goes by the season: a week that repeats is forecast to the bit', async () => {
    const options = { horizon: 9, season: 7, cadence: '1d', experts: ['seasonalNaive'], intervals: [] }
    const { values, times, season } = await lastValueFrom(from(weekly(40)).pipe(forecast(options), last()))
    expect([...values]).toEqual([25, 26, 20, 21, 22, 23, 24, 25, 26])
    expect(times[0]).toBe(40 * day)
    expect(season).toBe(7)
  })

  it('forecasts from the first observation on, with intervals once an error is known', async () => {
    const all = await lastValueFrom(
      from(weekly(5)).pipe(forecast({ horizon: 2, cadence: '1d', experts: ['persistence'] }), toArray()),
    )
    expect(all.map(({ values }) => [...values])).toEqual([
      [20, 20],
      [21, 21],
      [22, 22],
      [23, 23],
      [24, 24],
    ])
    expect(all[0]!.lower.map((ends) => ends[0])).toEqual([Number.NaN, Number.NaN])
    const { lower, upper } = all[4]!
    expect(lower[1]![0]).toBeLessThan(lower[0]![0]!)
    expect(upper[1]![0]).toBeGreaterThan(upper[0]![0]!)
  })

  it('says what each expert thinks and how much it counts', async () => {
    const { inside } = await lastValueFrom(
      from(weekly(30)).pipe(
        forecast({ horizon: 1, cadence: '1d', season: 7, experts: ['persistence', 'seasonalNaive'] }),
      ),
    )
    expect(inside!.experts).toEqual(['persistence', 'seasonalNaive'])
    expect([...inside!.forecasts]).toEqual([21, 22])
    // Thirty days of a week that repeats: the seasonal naive forecast is believed.
    expect(inside!.weights[1]).toBeGreaterThan(0.99)
    expect(inside!.weights[0]! + inside!.weights[1]!).toBeCloseTo(1, 12)
  })

  it('mixes experts of the user’s own', async () => {
    const recipe = {
      name: 'mine',
      build: (frame: { channels: number; covariates: number; leads: readonly number[] }) => new Persistence(frame),
    }
    const { inside } = await lastValueFrom(
      from(weekly(3)).pipe(forecast({ horizon: 1, cadence: '1d', experts: ['drift', recipe] })),
    )
    expect(inside!.experts).toEqual(['drift', 'mine'])
    expect([...inside!.forecasts]).toEqual([23, 22])
  })

  it('refuses what is no option, and an expert that is not known, with what was meant', async () => {
    expect(() => forecast({ horizon: 0 })).toThrow(/forecast/)
    const wrong = of(weekly(1)[0]!).pipe(forecast({ horizon: 1, experts: ['persistance'] }))
    await expect(lastValueFrom(wrong)).rejects.toThrow('did you mean "persistence"?')
  })
})

describe('forecasterOptions', () => {
  const first: Observation = { time: 0, values: [1, 2], covariates: [3], cadence: '1h' }

  it('takes what the observations say, then what the cadence suggests', () => {
    const options = forecasterOptions(first, defaults, { seed: 9 })
    expect(options).toMatchObject({
      channels: 2,
      covariates: 1,
      cadence: '1h',
      season: 24,
      seed: 9,
      levels: [0.8, 0.95],
    })
    expect(options.leads).toHaveLength(24)
  })

  it('puts what it was told before what the pipeline says', () => {
    const known = { cadence: '1d', season: 12, seed: 1 }
    expect(forecasterOptions(first, { ...defaults, season: '2d', horizon: 3 }, known)).toMatchObject({
      season: 48,
      leads: [1, 2, 3],
    })
    expect(forecasterOptions(first, { ...defaults, season: 'none' }, known).season).toBeUndefined()
    expect(forecasterOptions(first, defaults, known).season).toBe(12)
  })
})
