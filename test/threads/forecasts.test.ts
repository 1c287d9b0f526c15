import { expect, it } from 'vitest'
import { detached } from '../../src/scores/detached-scores.ts'
import { Forecast, type ForecastData } from '../../src/series/forecast.ts'
import { Scored } from '../../src/series/scored.ts'
import { readForecast, writeForecast } from '../../src/threads/forecasts.ts'
import { PackReader, PackWriter } from '../../src/threads/pack.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const { observation, scores } = scoredWeather({ rows: 3 }).at(-1)!
const bare: ForecastData = {
  origin: 7,
  observation,
  leads: [1, 7],
  times: [8, Number.NaN],
  values: Float64Array.of(-0, Number.NaN),
  levels: [],
  lower: [],
  upper: [],
}
const full: ForecastData = {
  ...bare,
  levels: [0.5, 0.9],
  lower: [Float64Array.of(1, 2), Float64Array.of(3, 4)],
  upper: [Float64Array.of(5, 6), Float64Array.of(7, 8)],
  season: 365,
  drift: [],
  doubts: [0],
  sums: {
    over: [2],
    values: Float64Array.of(9),
    lower: [Float64Array.of(1), Float64Array.of(2)],
    upper: [Float64Array.of(3), Float64Array.of(4)],
  },
}

function sent(forecast: ForecastData, inside = false) {
  const writer = new PackWriter()
  writeForecast(writer, forecast, inside)
  writer.text('end')
  const reader = new PackReader()
  reader.open(writer.take())
  const read = readForecast(reader, observation, detached(scores))
  expect(reader.text()).toBe('end')
  return read
}

it.each([bare, full])('arrives as it was, without scores if it was not scored', (forecast) => {
  expect(sent(forecast)).toEqual(new Forecast(forecast))
  expect(sent(forecast)).not.toBeInstanceOf(Scored)
})

it('arrives with its residuals, its scores and its events', () => {
  const events = [{ kind: 'drift', time: 3, key: ['ü'], channel: 0, reason: 'its level has changed' }] as const
  const due = { due: Float64Array.of(1, Number.NaN), residuals: Float64Array.of(-1, 0) }
  const scored = new Scored({ ...full, ...due, scores: detached(scores), events })
  expect(sent(scored)).toEqual(scored)
  expect(sent(scored)).toBeInstanceOf(Scored)
})

it('arrives with the labels of its outcomes', () => {
  const outcomes = { names: ['rain'], groups: [0] }
  const labelled: ForecastData = { ...bare, outcomes, actuals: Float64Array.of(1, Number.NaN) }
  expect(sent(labelled)).toEqual(new Forecast(labelled))
})

it('arrives without its inside unless that is wanted', () => {
  const { inside } = scoredWeather({ rows: 3 }).at(-1)!
  expect(inside).toBeDefined()
  expect(sent({ ...bare, inside }).inside).toBeUndefined()
  expect(sent({ ...bare, inside }, true).inside!.experts).toEqual(inside!.experts)
})
