import { expect, it } from 'vitest'
import { LastForecasts } from '../../src/run/last-forecasts.ts'
import { Forecast, type ForecastData } from '../../src/series/forecast.ts'
import type { Scores } from '../../src/series/scored.ts'
import type { Fields } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const forecast = (key: string, value: number) =>
  new Forecast({
    origin: 5,
    observation: { time: 5, values: [value], covariates: [], key: [key] },
    leads: [1, 2],
    times: [6, 7],
    values: Float64Array.of(value, Number.NaN),
    levels: [0.8],
    lower: [Float64Array.of(value - 1, Number.NaN)],
    upper: [Float64Array.of(value + 1, Number.NaN)],
    sums: { over: [2], values: Float64Array.of(2 * value), lower: [Float64Array.of(0)], upper: [Float64Array.of(9)] },
  })
const scores = {} as Scores
const revive = (data: ForecastData) => new Forecast(data)

it('keeps the last forecast of each series over a restore, in their order', () => {
  const before = new LastForecasts<Forecast>()
  for (const one of [forecast('a', 1), forecast('b', 2), forecast('a', 3)]) before.take(one)
  const after = new LastForecasts<Forecast>()
  for (const key of ['a', 'b']) {
    const state = (of: LastForecasts<Forecast>) => ({ state: (fields: Fields) => of.visit(fields, [key]) })
    restore(state(after), snapshot(state(before)))
  }
  expect(after.latest).toBeUndefined()
  expect(after.list(() => scores, undefined)).toEqual([])
  const revived = after.list(() => scores, revive)
  expect(revived.map((one) => JSON.stringify(one))).toEqual(
    [forecast('a', 3), forecast('b', 2)].map((one) => JSON.stringify(one)),
  )
  const newer = forecast('b', 4)
  after.take(newer)
  expect(after.list(() => scores, revive)[1]).toBe(newer)
})
