import { describe, expect, it } from 'vitest'
import { OtherForecasts } from '../../src/comparison/other-forecasts.ts'
import { Forecast } from '../../src/series/forecast.ts'

const none = Number.NaN

/** A forecast of ours for two leads and one level. */
const ours = (origin: number, values: number[]) =>
  new Forecast({
    origin,
    observation: { time: origin, values: [1], covariates: [] },
    leads: [1, 2],
    times: [origin + 1, origin + 2],
    values: Float64Array.from(values),
    levels: [0.8],
    lower: [Float64Array.from(values)],
    upper: [Float64Array.from(values)],
    season: undefined,
    inside: undefined,
  })

const row = (series: string, origin: number, time: number, values: readonly number[]) => ({
  series,
  origin,
  time,
  values,
  lower: [values.map((value) => value - 1)],
  upper: [values.map((value) => value + 1)],
})

describe('OtherForecasts', () => {
  it('are found by origin and time; all models must have one', () => {
    const others = new OtherForecasts('t.csv', ['A', 'B'], [0.8])
    others.add(row('x', 5, 6, [1, 2]))
    others.add(row('x', 5, 7, [1, none]))
    others.add(row('x', 9, 12, [1, 2]))
    const { known, models } = others.at(ours(5, [10, 20]), ['y'])
    expect([...known]).toEqual([1, 0])
    expect(models.map(({ values, lower }) => [values[0], lower[0]![0]])).toEqual([
      [1, 0],
      [2, 1],
    ])
    expect(others.matched).toEqual({
      file: 't.csv',
      models: ['A', 'B'],
      forecasts: 3,
      matched: 2,
      sums: 0,
      first: { series: 'x', origin: 9, time: 12 },
    })
  })

  it('leave intervals of another level unknown', () => {
    const others = new OtherForecasts('t.csv', ['A'], [0.9])
    others.add(row('x', 5, 6, [1]))
    expect(others.at(ours(5, [10, 20]), ['y']).models[0]!.lower[0]![0]).toBeNaN()
  })

  it('of several series are found by the name of the target, or of the series that was chosen', () => {
    const others = new OtherForecasts('t.csv', ['A'], [0.8])
    others.add(row('y', 5, 6, [1]))
    others.add(row('store 7', 5, 6, [2]))
    const value = (chosen?: string) => others.at(ours(5, [10, 20]), ['y'], chosen).models[0]!.values[0]
    expect([value(), value('store 7'), value('nowhere')]).toEqual([1, 2, 1])
    const channels = others.at(ours(5, [10, 20, 30, 40]), ['y', 'z'])
    expect([...channels.known]).toEqual([1, 0, 0, 0])
  })

  it('of a series with a key are found by its key alone, with the target if there are several', () => {
    const others = new OtherForecasts('t.csv', ['A'], [0.8])
    others.add(row('shop/7', 5, 6, [1]))
    const keyed = (values: number[], ...key: string[]) => {
      const forecast = ours(5, values)
      return new Forecast({ ...forecast, observation: { ...forecast.observation, key } })
    }
    expect([...others.at(keyed([10, 20], 'shop', '7'), ['y']).known]).toEqual([1, 0])
    expect([...others.at(keyed([10, 20], 'shop', '8'), ['y'], 'shop/7').known]).toEqual([0, 0])
    others.add(row('7/z', 5, 6, [2]))
    expect([...others.at(keyed([10, 20, 30, 40], '7'), ['y', 'z']).known]).toEqual([0, 0, 1, 0])
  })

  it('names the first in the file that has no counterpart, whatever its series', () => {
    const others = new OtherForecasts('t.csv', ['A'], [0.8])
    others.add(row('b', 5, 6, [1]))
    others.add(row('a', 6, 7, [1]))
    others.add(row('b', 7, 8, [1]))
    others.at(ours(5, [10, 20]), ['b'])
    expect(others.matched).toMatchObject({ forecasts: 3, matched: 1, first: { series: 'a', origin: 6 } })
  })
})
