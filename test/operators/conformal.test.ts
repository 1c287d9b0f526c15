import { from, lastValueFrom, map, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { Random } from '../../src/lstm/random.ts'
import { conformal } from '../../src/operators/conformal.ts'
import type { ForecastData } from '../../src/series/forecast.ts'
import { marbles } from './marbles.ts'
import { emitted } from './observe.ts'

/** Forecasts of 0, one step ahead, of noise. */
function forecasts(count: number): ForecastData[] {
  const random = new Random(3)
  return Array.from({ length: count }, (_, i) => ({
    origin: i,
    observation: { time: i, values: [random.uniform() * 2 - 1], covariates: [] },
    leads: [1],
    times: [i + 1],
    values: Float64Array.of(0),
    levels: [],
    lower: [],
    upper: [],
  }))
}

describe('conformal', () => {
  it('covers as often as its level states', async () => {
    const all = await lastValueFrom(from(forecasts(4000)).pipe(conformal([0.95, 0.8]), toArray()))
    expect(all[0]!.levels).toEqual([0.8, 0.95])
    const inside = [0, 0]
    for (let t = 500; t < all.length - 1; t++) {
      const actual = all[t + 1]!.observation.values[0]!
      for (const v of [0, 1]) if (all[t]!.lower[v]![0]! <= actual && actual <= all[t]!.upper[v]![0]!) inside[v]!++
    }
    expect(inside[0]! / 3499).toBeCloseTo(0.8, 1)
    expect(Math.abs(inside[0]! / 3499 - 0.8)).toBeLessThan(0.015)
    expect(Math.abs(inside[1]! / 3499 - 0.95)).toBeLessThan(0.015)
  })

  it('refuses probabilities of outcomes', () => {
    const [forecast] = forecasts(1)
    const failed: unknown[] = []
    from([{ ...forecast!, outcomes: { names: ['rain'], groups: [0] } }])
      .pipe(conformal(0.8))
      .subscribe({ error: (error) => failed.push(error) })
    expect(String(failed[0])).toContain('conformal: expected forecasts of values, got outcomes')
  })

  it('does not change the forecasts', async () => {
    const all = forecasts(20)
    const after = await lastValueFrom(from(all).pipe(conformal(0.9), toArray()))
    expect(after.map(({ values, origin }) => [origin, ...values])).toEqual(
      all.map(({ values, origin }) => [origin, ...values]),
    )
  })

  it('has no interval before the first error', async () => {
    const [first, second] = await lastValueFrom(from(forecasts(3)).pipe(conformal(0.9), toArray()))
    expect(first!.lower[0]![0]).toBeNaN()
    expect(second!.lower[0]![0]).toBeLessThan(0)
  })

  it('emits each forecast at once', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const [a, b] = forecasts(2)
      const source = cold('-a-b-|', { a: a!, b: b! })
      const said = source.pipe(
        conformal(0.9),
        map(({ origin, levels }) => `${origin} ${levels}`),
      )
      expectObservable(said).toBe('-a-b-|', { a: '0 0.9', b: '1 0.9' })
      expectSubscriptions(source.subscriptions).toBe('^----!')
    })
  })

  it('completes on an empty source, passes an error, and unsubscribes from its source', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      expectObservable(cold<ForecastData>('--|').pipe(conformal())).toBe('--|')
      expectObservable(cold<ForecastData>('--#').pipe(conformal())).toBe('--#')
      const source = hot('-a-a-|', { a: forecasts(1)[0]! })
      const origins = source.pipe(
        conformal(),
        map(({ origin }) => origin),
      )
      expectObservable(origins, '^-!').toBe('-a', { a: 0 })
      expectSubscriptions(source.subscriptions).toBe('^-!')
    })
  })

  it('drops pending forecasts at a restart, and learns nothing from a missing value', () => {
    const at = (rows: ForecastData[], i: number, change: Partial<ForecastData['observation']>) =>
      rows.map((row, k) => (k === i ? { ...row, observation: { ...row.observation, ...change } } : row))
    const all = forecasts(40)
    const widths = (rows: ForecastData[]) =>
      emitted(rows, conformal(0.9)).map(({ lower, upper }) => upper[0]![0]! - lower[0]![0]!)
    const plain = widths(all)
    const restarted = widths(at(all, 20, { restart: true }))
    expect(restarted.slice(0, 20)).toEqual(plain.slice(0, 20))
    // Nothing was due at 20, so nothing was learned there.
    expect(restarted[20]).toBe(restarted[19])
    expect(plain[20]).not.toBe(plain[19])
    expect(restarted[21]).not.toBe(restarted[20])
    expect(widths(at(all, 20, { values: [Number.NaN] }))[20]).toBe(plain[19])
  })

  it('refuses a level that is not between 0 and 1', () => {
    expect(() => conformal(95)).toThrow(ConfigError)
    expect(() => conformal(95)).toThrow('conformal: expected a number below 1, got 95')
    expect(() => conformal({ levels: [0.5, 1] })).toThrow('conformal.levels.1: expected a number below 1, got 1')
  })
})
