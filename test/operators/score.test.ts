import { map } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { type ScoreOptions, score } from '../../src/operators/score.ts'
import type { ForecastData } from '../../src/series/forecast.ts'
import { marbles } from './marbles.ts'
import { dayMs, emitted, monday } from './observe.ts'

/** Forecasts for daily values; `says` gives the forecast for a lead from all values (the future too, for oracles). */
function forecasts(
  values: readonly number[],
  leads: readonly number[],
  says: (values: readonly number[], at: number, lead: number) => number,
): ForecastData[] {
  return values.map((value, at) => {
    const time = monday + at * dayMs
    const said = Float64Array.from(leads, (lead) => says(values, at, lead))
    return {
      origin: time,
      observation: { time, values: [value], covariates: [] },
      leads,
      times: leads.map((lead) => time + lead * dayMs),
      values: said,
      levels: [0.8],
      lower: [said.map((x) => x - 1)],
      upper: [said.map((x) => x + 1)],
    }
  })
}
const oracle = (values: readonly number[], at: number, lead: number) => values[at + lead] ?? 0
const persistence = (values: readonly number[], at: number) => values[at]!
const numbers = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
const last = <T>(list: readonly T[]) => list[list.length - 1]!

describe('score', () => {
  it('emits each forecast with the residuals of those that have come due', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const [a, b, c] = forecasts([10, 11, 15], [1, 2], persistence)
      const source = cold('-a-b-c-|', { a: a!, b: b!, c: c! })
      const said = source.pipe(
        score(),
        map(({ due, residuals }) => `due ${due.join(' ')} residuals ${residuals.join(' ')}`),
      )
      expectObservable(said).toBe('-a-b-c-|', {
        a: 'due NaN NaN residuals NaN NaN',
        b: 'due 10 NaN residuals 1 NaN',
        c: 'due 11 10 residuals 4 5',
      })
      expectSubscriptions(source.subscriptions).toBe('^------!')
    })
  })

  it('completes on an empty source, passes an error, and unsubscribes from its source', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      expectObservable(cold<ForecastData>('--|').pipe(score())).toBe('--|')
      expectObservable(cold<ForecastData>('--#').pipe(score())).toBe('--#')
      const source = hot('-a-a-|', { a: forecasts([1], [1], persistence)[0]! })
      const origins = source.pipe(
        score(),
        map(({ origin }) => origin),
      )
      expectObservable(origins, '^-!').toBe('-a', { a: monday })
      expectSubscriptions(source.subscriptions).toBe('^-!')
    })
  })

  it('says what has happened to the series', () => {
    const noisy = Array.from({ length: 300 }, (_, i) => 20 + ((i * 7) % 5) / 4 + ((i * 13) % 11) / 11)
    noisy[200] = 60
    const mean = () => 21
    const events = (options?: ScoreOptions) =>
      emitted(forecasts(noisy, [1, 2], mean), score(options)).flatMap(({ events = [] }) => events)
    expect(events().map(({ kind, of, time }) => [kind, of, (time - monday) / dayMs])).toEqual([
      ['anomaly', undefined, 200],
      ['recovered', 'anomaly', 203],
    ])
    expect(events({ anomalies: 0 })).toEqual([])
  })

  it('a perfect forecaster scores zero', () => {
    const { scores } = last(emitted(forecasts(numbers, [1, 2, 3], oracle), score({ season: 2 })))
    expect(scores.mae).toEqual(Float64Array.of(0, 0, 0))
    expect(scores.rmse).toEqual(Float64Array.of(0, 0, 0))
    expect(scores.mase).toEqual(Float64Array.of(0, 0, 0))
    expect(scores.skillPersistence).toEqual(Float64Array.of(1, 1, 1))
    expect(scores.skillSeasonal).toEqual(Float64Array.of(1, 1, 1))
    expect(scores.coverage).toEqual([Float64Array.of(1, 1, 1)])
    expect(scores.count).toEqual(Float64Array.of(11, 10, 9))
  })

  it('persistence has no skill against persistence, and the MASE of lead 1 is 1', () => {
    const { scores } = last(emitted(forecasts(numbers, [1, 4], persistence), score()))
    expect(scores.skillPersistence).toEqual(Float64Array.of(0, 0))
    expect(scores.mase[0]).toBe(1)
    expect(scores.skillSeasonal).toEqual(Float64Array.of(Number.NaN, Number.NaN))
  })

  it('the seasonal naive forecast has no skill against itself, also at leads longer than the season', () => {
    const season = 3
    const naive = (values: readonly number[], at: number, lead: number) =>
      values[at + lead - season * Math.ceil(lead / season)] ?? Number.NaN
    const { scores } = last(emitted(forecasts(numbers, [1, 3, 4, 7], naive), score({ season })))
    expect(scores.skillSeasonal).toEqual(Float64Array.of(0, 0, 0, 0))
    expect(scores.skillPersistence[0]).not.toBe(0)
  })

  it('scores leads other than 1 … horizon when they are due', () => {
    const rows = emitted(
      forecasts(numbers, [2, 5], (_, at, lead) => 100 * at + lead),
      score(),
    )
    expect([...rows[7]!.due]).toEqual([502, 205])
  })

  it('equals the sums written out, lead by lead', () => {
    const says = (values: readonly number[], at: number, lead: number) => values[at]! + lead / 2
    const { scores } = last(emitted(forecasts(numbers, [1, 3], says), score()))
    ;[1, 3].forEach((lead, i) => {
      const residuals = numbers.slice(lead).map((actual, at) => actual - says(numbers, at, lead))
      const mean = (f: (x: number) => number) => residuals.reduce((sum, x) => sum + f(x), 0) / residuals.length
      expect(scores.mae[i]).toBeCloseTo(mean(Math.abs), 12)
      expect(scores.rmse[i]).toBeCloseTo(Math.sqrt(mean((x) => x * x)), 12)
      expect(scores.coverage[0]![i]).toBeCloseTo(
        mean((x) => (Math.abs(x) <= 1 ? 1 : 0)),
        12,
      )
    })
  })

  it('scores nothing if the actual value or the forecast is missing, and persists from the last known value', () => {
    const says = (values: readonly number[], at: number) => (at === 3 ? Number.NaN : values[at]!)
    const rows = emitted(forecasts([1, 2, Number.NaN, 4, 5], [1], says), score())
    expect(rows.map(({ residuals }) => residuals[0])).toEqual([Number.NaN, 1, Number.NaN, Number.NaN, Number.NaN])
    const good = emitted(
      forecasts([1, 2, Number.NaN, 4, 8], [1], (_, at) => at + 1),
      score(),
    )
    // Forecasts 1, 2, 3, 4 for 2, –, 4, 8; persistence says 1, 2, 2, 4.
    expect(last(good).scores.count[0]).toBe(3)
    expect(last(good).scores.mae[0]).toBe((1 + 1 + 4) / 3)
    expect(last(good).scores.skillPersistence[0]).toBe(1 - 6 / (1 + 2 + 4))
  })

  it('counts forecasts from an observation or a time on', () => {
    const says = (_: readonly number[], at: number) => at
    const counts = (from: number | string) =>
      last(emitted(forecasts(numbers, [1, 3], says), score({ from }))).scores.count
    expect(counts(1)).toEqual(Float64Array.of(11, 9))
    expect(counts(5)).toEqual(Float64Array.of(7, 5))
    expect(counts('2024-01-05')).toEqual(Float64Array.of(7, 5))
    expect(counts('2024-01-05T00:00:01Z')).toEqual(Float64Array.of(6, 4))
    expect(counts('2030-01-01')).toEqual(Float64Array.of(0, 0))
  })

  it('reports MAE and RMSE in deviations of the first n observations', () => {
    const values = [1, 3, 10, 14, 20]
    const { scores } = last(emitted(forecasts(values, [1], persistence), score({ standardizeBy: 3 })))
    // 1, 3, 10 have variance 134/9; the residuals are 2, 7, 4, 6.
    expect(scores.mae[0]).toBeCloseTo(4.75 / Math.sqrt(134 / 9), 12)
    expect(scores.mase[0]).toBe(1)
    const early = emitted(forecasts([1, 3], [1], persistence), score({ standardizeBy: 3 }))
    expect(last(early).scores.mae[0]).toBeNaN()
  })

  it('drops pending forecasts at a restart, since steps cannot be counted across a gap', () => {
    const rows = forecasts([1, 2, 3, 4, 5], [1, 2], persistence)
    rows[3] = { ...rows[3]!, observation: { ...rows[3]!.observation, restart: true } }
    const scored = emitted(rows, score({ season: 2 }))
    expect(scored.map(({ residuals }) => residuals[0])).toEqual([Number.NaN, 1, 1, Number.NaN, 1])
    expect(scored.map(({ residuals }) => residuals[1])).toEqual([Number.NaN, Number.NaN, 2, Number.NaN, Number.NaN])
  })

  it('uses the season of the forecaster, and converts a duration by the cadence', () => {
    const rows = forecasts(numbers, [1], persistence)
    const seasonal = rows.map((row) => ({ ...row, season: 2 }))
    expect(last(emitted(seasonal, score())).scores.skillSeasonal[0]).toBeCloseTo(
      last(emitted(rows, score({ season: 2 }))).scores.skillSeasonal[0]!,
      12,
    )
    const daily = rows.map((row) => ({ ...row, observation: { ...row.observation, cadence: '1d' } }))
    const weekly = last(emitted(daily, score({ season: '1w' }))).scores
    expect(weekly.skillSeasonal).toEqual(last(emitted(rows, score({ season: 7 }))).scores.skillSeasonal)
    expect(weekly.skillSeasonal[0]).not.toBeNaN()
  })

  it('refuses invalid options', () => {
    expect(() => score({ from: 'yesterday' })).toThrow(ConfigError)
    expect(() => score({ from: 'yesterday' })).toThrow(
      'score.from: expected a time, got "yesterday"; write it such as 2013-01-01',
    )
    expect(() => emitted(forecasts(numbers, [1], persistence), score({ season: '1w' }))).toThrow(
      'score.season: expected a number of steps while the cadence is not known, got "1w"; put fillGaps before it',
    )
  })
})
