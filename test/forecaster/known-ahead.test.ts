import { describe, expect, it } from 'vitest'
import type { ForecasterOptions } from '../../src/defaults/options.ts'
import { ConfigError, DataError } from '../../src/errors.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { Random } from '../../src/lstm/random.ts'
import type { Observation } from '../../src/series/observation.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const day = 86_400_000
const leads = [1, 2, 3]
const experts = ['persistence', 'seasonalNaive', 'rls(3)']
const options: ForecasterOptions = { leads, channels: 1, cadence: '1d', season: 7, experts }

/** Sales with a week, noise, and a promotion on a fifth of the days, which adds half. */
function shop(rows: number): { readonly values: number[]; readonly promotion: number[] } {
  const random = new Random(5)
  const promotion = Array.from({ length: rows + 3 }, () => (random.uniform() < 0.2 ? 1 : 0))
  const values = Array.from(
    { length: rows },
    (_, t) => (20 + 3 * (t % 7)) * (1 + 0.5 * promotion[t]!) * (0.95 + 0.1 * random.uniform()),
  )
  return { values, promotion }
}

/** @param known what is said at row t of the promotion h steps ahead */
function run(rows: number, known: (t: number, h: number) => number, more: Partial<ForecasterOptions> = {}) {
  const { promotion, values } = shop(rows)
  const forecaster = new Forecaster({ ...options, known: 1, levels: [0.8], ...more })
  const forecasts = values.map((value, t) => {
    const ahead = [0, ...leads].map((h) => known(t, h) ?? promotion[t + h]!)
    return forecaster.observe({ time: t * day, values: [value], ahead: (more.known ?? 1) > 0 ? ahead : undefined })
  })
  return { forecaster, forecasts, values }
}

const { promotion } = shop(200)
const planned = (t: number, h: number) => promotion[t + h]!

describe('Forecaster with columns known ahead', () => {
  it('forecasts what they cause, with intervals that hold', () => {
    const error = ({ forecasts, values }: ReturnType<typeof run>) => {
      let sum = 0
      let inside = 0
      for (let t = 80; t < 197; t++) {
        const { lower, upper, values: ahead } = forecasts[t]!
        sum += Math.abs(ahead[0]! - values[t + 1]!)
        inside += Number(values[t + 1]! >= lower[0]![0]! && values[t + 1]! <= upper[0]![0]!)
      }
      return { sum, share: inside / 117 }
    }
    const with_ = error(run(200, planned))
    const without = error(run(200, planned, { known: 0 }))
    expect(with_.sum).toBeLessThan(0.6 * without.sum)
    expect(with_.share).toBeGreaterThan(0.7)
    expect(with_.share).toBeLessThan(0.9)
  })

  it('says what each column was worth, by group of leads', () => {
    const { forecaster } = run(200, planned)
    expect(forecaster.worth.map(({ from, to }) => [from, to])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ])
    for (const { withAll, withNone, without } of forecaster.worth) {
      expect(withAll).toBeLessThan(0.85 * withNone)
      expect(without[0]).toBeCloseTo(withNone, 0)
    }
    expect(new Forecaster(options).worth).toEqual([])
  })

  it('depends on nothing that is stated of a column later', () => {
    const changed = (t: number, h: number) => (t > 120 ? 1 - planned(t, h) : planned(t, h))
    const [one, other] = [run(130, planned), run(130, changed)]
    for (let t = 0; t <= 120; t++) expect(other.forecasts[t]!.values).toEqual(one.forecasts[t]!.values)
    expect(other.forecasts[121]!.values).not.toEqual(one.forecasts[121]!.values)
  })

  it('a row with values of a column beyond the longest lead is refused', () => {
    const far = new Forecaster({ ...options, known: 1 })
    const row: Observation = { time: 0, values: [1], ahead: [0, 1, 0, 1, 1] }
    expect(() => far.observe(row)).toThrow(
      new DataError(
        'observation of 1970-01-01T00:00:00.000Z: expected 4 numbers in ahead, got 5; give every observation as many as the forecaster was built for',
      ),
    )
  })

  it('a row without values of the columns is forecast as by the base', () => {
    const { values } = shop(60)
    const [one, other] = [new Forecaster({ ...options, known: 2 }), new Forecaster(options)]
    for (const [t, value] of values.entries()) {
      const row = { time: t * day, values: [value] }
      expect(one.observe(row).values).toEqual(other.observe(row).values)
    }
    expect(one.worth).toEqual([])
  })

  it('goes on with the same bits after a snapshot, and does not go on with other columns', () => {
    const { values } = shop(120)
    const row = (t: number) => ({ time: t * day, values: [values[t]!], ahead: [0, ...leads].map((h) => planned(t, h)) })
    const [one, other] = [new Forecaster({ ...options, known: 1 }), new Forecaster({ ...options, known: 1 })]
    for (let t = 0; t < 60; t++) one.observe(row(t))
    other.restore(snapshot(one))
    for (let t = 60; t < 90; t++) expect(other.observe(row(t)).values).toEqual(one.observe(row(t)).values)
    expect(other.worth).toEqual(one.worth)
    expect(() => new Forecaster({ ...options, known: 2 }).restore(snapshot(one))).toThrow(DataError)
  })

  it('takes at most ten columns', () => {
    expect(() => new Forecaster({ ...options, known: 11 })).toThrow(ConfigError)
    expect(() => new Forecaster({ ...options, known: 11 })).toThrow('known')
  })
})
