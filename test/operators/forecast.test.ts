import { from, last, lastValueFrom, map, of, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import type { ExpertShape } from '../../src/experts/expert.ts'
import { Persistence } from '../../src/experts/persistence.ts'
import { networksInUse } from '../../src/lstm/create-engine.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { forecasterOptions } from '../../src/operators/forecast-options.ts'
import { score } from '../../src/operators/score.ts'
import type { Forecast } from '../../src/series/forecast.ts'
import type { Observation } from '../../src/series/observation.ts'
import { marbles } from './marbles.ts'
import { emitted } from './observe.ts'

const day = 86_400_000
const weekly = (count: number): Observation[] =>
  Array.from({ length: count }, (_, i) => ({ time: i * day, values: [20 + (i % 7)], covariates: [] }))
const defaults: Parameters<typeof forecasterOptions>[1] = {
  outcome: false,
  intervals: [0.8, 0.95],
  point: 'median',
  mixture: 'mlPoly',
  gaps: 'keep',
  hidden: 32,
  memory: 4096,
  engine: 'wasm',
}

const shape: ExpertShape = { channels: 1, covariates: 0, leads: [1] }

describe('forecast', () => {
  it('forecasts sums with intervals, which score scores', () => {
    const rows = Array.from({ length: 200 }, (_, t) => ({
      time: t * day,
      values: [10 + ((t * 7919) % 13) / 13, 2],
      covariates: [],
    }))
    const options = { horizon: 4, season: 'none', experts: ['persistence', 'smoothing(0.1)'], seed: 1 } as const
    const sums = forecast({ ...options, cadence: '1mo', intervals: { levels: 0.8, sums: [4, 2] } })
    const said = emitted(rows, (source) => source.pipe(sums, score())).at(-1)!
    expect(said.sums!.over).toEqual([2, 4])
    const { value, time, intervals } = said.sum(0, 4)
    expect(time).toBe(said.at(0, 4).time)
    expect(Math.abs(value - 42)).toBeLessThan(1.5)
    expect(intervals[0]!.lower).toBeLessThan(value)
    expect(said.sum(1, 2).value).toBeCloseTo(4, 6)
    expect(() => said.sum(0, 3)).toThrow('expected a lead of 2, 4, got 3')
    expect(said.toJSON().channels[0]!.sums![1]).toEqual({ over: 4, forecast: value, intervals })
    const [first] = said.scores.toJSON().sums![0]!
    expect(first).toMatchObject({ over: 2, count: 198 })
    expect(Math.abs(first!.coverage['0.8']! - 0.8)).toBeLessThan(0.08)
    const without = emitted(rows, forecast({ ...options, cadence: '1mo', intervals: 0.8 })).at(-1)!
    expect(without.sums).toBeUndefined()
    expect([...without.values]).toEqual([...said.values])
  })

  it('refuses sums over leads that are not there', () => {
    const sums = { levels: [0.8], sums: [7] }
    const run = (options: Parameters<typeof forecast>[0]) => () => emitted(weekly(2), forecast(options))
    expect(run({ leads: [1, 7], cadence: '1d', intervals: sums })).toThrow('set horizon to 7 or more')
    expect(run({ horizon: 6, cadence: '1d', intervals: sums })).toThrow('set horizon to 7 or more')
    expect(run({ horizon: 7, cadence: '1d', intervals: sums, experts: ['persistence'] })).not.toThrow()
  })

  it('frees its networks at the end, and its forecasts remain readable', () => {
    const { networks } = networksInUse()
    let latest: Forecast | undefined
    from(weekly(60))
      .pipe(forecast({ horizon: 2, cadence: '1d', season: '7d', hidden: 3 }))
      .subscribe((one) => {
        latest = one
        expect(networksInUse().networks).toBeGreaterThan(networks)
      })
    expect(networksInUse().networks).toBe(networks)
    expect(latest!.inside!.cells.length).toBeGreaterThan(0)
    for (const { state } of latest!.inside!.cells) expect(Array.from(state).some((h) => h !== 0)).toBe(true)
  })

  it('emits a forecast for each observation, at once', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const [a, b] = weekly(2)
      const source = cold('-a-b-|', { a: a!, b: b! })
      const said = source.pipe(
        forecast({ horizon: 2, experts: ['persistence'] }),
        map(({ origin, values }) => [origin, ...values].join(' ')),
      )
      expectObservable(said).toBe('-a-b-|', { a: '0 20 20', b: `${day} 21 21` })
      expectSubscriptions(source.subscriptions).toBe('^----!')
    })
  })

  it('completes on an empty source, passes an error, and unsubscribes from its source', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      expectObservable(cold<Observation>('--|').pipe(forecast())).toBe('--|')
      expectObservable(cold<Observation>('--#').pipe(forecast())).toBe('--#')
      const source = hot('-a-a-|', { a: weekly(1)[0]! })
      const origins = source.pipe(
        forecast({ experts: ['persistence'] }),
        map(({ origin }) => origin),
      )
      expectObservable(origins, '^-!').toBe('-a', { a: 0 })
      expectSubscriptions(source.subscriptions).toBe('^-!')
    })
  })

  it('takes a bare number as the horizon', () => {
    expect(emitted(weekly(1), forecast(3))[0]!.leads).toEqual([1, 2, 3])
  })

  it('asks for a cadence if the season is a duration', () => {
    expect(() => emitted(weekly(1), forecast({ season: '1y' }))).toThrow(ConfigError)
    expect(() => emitted(weekly(1), forecast({ season: '1y' }))).toThrow('put fillGaps before it')
  })

  it('receives the cadence from fillGaps', () => {
    const said = emitted(emitted(weekly(2), fillGaps('1d')), forecast({ season: '1w', experts: ['persistence'] }))
    expect(said[0]).toMatchObject({ season: 7, times: [1, 2, 3, 4, 5, 6, 7].map((i) => i * day) })
  })

  it('stays finite on a constant series, and through a jump of a million', () => {
    const options = { horizon: 3, cadence: '1d', season: 7, hidden: 4 }
    const of = (values: number[]) => values.map((value, i) => ({ time: i * day, values: [value], covariates: [] }))
    for (const { values } of emitted(of(new Array(60).fill(7)), forecast(options)))
      expect([...values]).toEqual([7, 7, 7])
    const jump = Array.from({ length: 200 }, (_, i) => 20 + (i % 7) + (i >= 100 ? 1e6 : 0))
    const all = emitted(of(jump), forecast(options))
    expect(all.every(({ values }) => values.every(Number.isFinite))).toBe(true)
    // A hundred days on nothing of the jump is left in the forecasts: they are off by no more than the week is wide.
    expect(Math.abs(all.at(-1)!.values[0]! - (jump.at(-1)! + 1))).toBeLessThan(7)
  })

  it('uses the season: a repeating week is forecast exactly', async () => {
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

  it('exposes the forecasts and weights of its experts', async () => {
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

  it('mixes custom experts', async () => {
    const recipe = { name: 'mine', build: (given: ExpertShape) => new Persistence(given) }
    const { inside } = await lastValueFrom(
      from(weekly(3)).pipe(forecast({ horizon: 1, cadence: '1d', experts: ['drift', recipe] })),
    )
    expect(inside!.experts).toEqual(['drift', 'mine'])
    expect([...inside!.forecasts]).toEqual([23, 22])
  })

  it('refuses invalid options and unknown experts, with the closest name', async () => {
    expect(() => forecast({ horizon: 0 })).toThrow(/forecast/)
    expect(() => forecast({ experts: ['persistance'] })).toThrow('did you mean "persistence"?')
    expect(() => forecast({ experts: [{ build: () => new Persistence(shape) }] as never })).toThrow(
      'forecast.experts.0: expected the name of an expert, or in code a recipe { name, build }, got {}',
    )
    // Known, but not to a series without a season.
    const wrong = of(weekly(1)[0]!).pipe(forecast({ season: 'none', experts: ['seasonalNaive'] }))
    await expect(lastValueFrom(wrong)).rejects.toThrow('expected the name of an expert, got "seasonalNaive"')
  })
})

describe('forecasterOptions', () => {
  const first = { channels: 2, covariates: 1, cadence: '1h' }

  it('takes values from the observations, then defaults by the cadence', () => {
    const options = forecasterOptions(first, defaults, { seed: 9 })
    expect(options).toMatchObject({
      channels: 2,
      covariates: 1,
      cadence: '1h',
      season: [24, 168],
      seed: 9,
      levels: [0.8, 0.95],
    })
    expect(options.leads).toHaveLength(24)
  })

  it('puts explicit options before those of the pipeline', () => {
    const known = { cadence: '1d', seasons: [12], seed: 1 }
    expect(forecasterOptions(first, { ...defaults, season: '2d', horizon: 3 }, known)).toMatchObject({
      season: [48],
      leads: [1, 2, 3],
    })
    expect(forecasterOptions(first, { ...defaults, season: 'none' }, known).season).toBeUndefined()
    expect(forecasterOptions(first, defaults, known).season).toEqual([12])
    const both = { ...defaults, season: ['1d', '1w'] }
    expect(forecasterOptions(first, both, known).season).toEqual([24, 168])
  })

  it('takes limits by the names of the targets, in code by their positions', () => {
    const given = { ...defaults, min: 0, max: { hum: 100 } }
    expect(forecasterOptions(first, given, { targets: ['rain', 'hum'] })).toMatchObject({ min: 0, max: { 1: 100 } })
    expect(forecasterOptions(first, { ...given, max: { 0: 9 } }, {})).toMatchObject({ min: 0, max: { 0: 9 } })
    expect(() => forecasterOptions(first, given, {})).toThrow('the targets are 0, 1')
  })
})
