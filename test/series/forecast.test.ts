import { expect, it } from 'vitest'
import { Forecast, percentOf } from '../../src/series/forecast.ts'

it('percentOf distinguishes levels, without rounding noise', () => {
  expect([0.8, 0.95, 0.29, 0.975, 0.9975, 0.998, 0.99999].map(percentOf)).toEqual([
    '80',
    '95',
    '29',
    '97.5',
    '99.75',
    '99.8',
    '99.999',
  ])
})

/** Two channels, leads 1 and 7, one interval; the entry of a number is its last digit. */
const forecast = new Forecast({
  origin: Date.UTC(2024, 0, 1),
  observation: { time: Date.UTC(2024, 0, 1), values: [5, Number.NaN], covariates: [] },
  leads: [1, 7],
  times: [Date.UTC(2024, 0, 2), Number.NaN],
  values: Float64Array.of(10, 11, 12, Number.NaN),
  levels: [0.8],
  lower: [Float64Array.of(0, 1, 2, 3)],
  upper: [Float64Array.of(20, 21, 22, 23)],
  inside: { experts: ['drift'], weights: new Float64Array(4), forecasts: new Float64Array(4), cells: [] },
})

it('reads a forecast by channel and lead', () => {
  expect(forecast.at(0, 7)).toEqual({
    time: Number.NaN,
    value: 11,
    intervals: [{ level: 0.8, lower: 1, upper: 21 }],
  })
  expect(forecast.at(1, 1)).toEqual({
    time: Date.UTC(2024, 0, 2),
    value: 12,
    intervals: [{ level: 0.8, lower: 2, upper: 22 }],
  })
})

it('refuses channels and leads that do not exist', () => {
  expect(() => forecast.at(0, 2)).toThrow(new RangeError('at: expected a lead of 1, 7, got 2'))
  for (const channel of [2, -1, 0.5])
    expect(() => forecast.at(channel, 1)).toThrow(new RangeError(`at: expected a channel from 0 to 1, got ${channel}`))
})

it('serializes to JSON with readable times and plain lists, without the internals', () => {
  expect(JSON.parse(JSON.stringify(forecast))).toEqual({
    origin: '2024-01-01T00:00:00.000Z',
    leads: [1, 7],
    times: ['2024-01-02T00:00:00.000Z', null],
    channels: [
      { observed: 5, forecast: [10, 11], intervals: [{ level: 0.8, lower: [0, 1], upper: [20, 21] }] },
      { observed: null, forecast: [12, null], intervals: [{ level: 0.8, lower: [2, 3], upper: [22, 23] }] },
    ],
  })
})

it('serializes a time beyond the range of Date as null', () => {
  const late = new Forecast({ ...forecast, origin: 8.64e15, times: [8.65e15, -1e17] })
  expect(late.toJSON()).toMatchObject({ origin: '+275760-09-13T00:00:00.000Z', times: [null, null] })
})
