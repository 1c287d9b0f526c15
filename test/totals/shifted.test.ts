import { describe, expect, it } from 'vitest'
import { Forecast } from '../../src/series/forecast.ts'
import { shifted } from '../../src/totals/shifted.ts'
import { made } from './made.ts'

describe('shifted', () => {
  it('moves intervals with their forecasts, within the limits', () => {
    const moved = shifted(made(['a'], 0, [5, 5, 5]), Float64Array.of(6, 1, 9), { min: 0, max: 10 })
    expect([...moved.values]).toEqual([6, 1, 9])
    expect([...moved.lower[0]!]).toEqual([4, 0, 7])
    expect([...moved.upper[0]!]).toEqual([8, 3, 10])
  })

  it('moves sums over leads by what their leads move together', () => {
    const sums = {
      over: [2, 3],
      values: Float64Array.of(10, 15),
      lower: [Float64Array.of(6, 9)],
      upper: [Float64Array.of(14, 21)],
    }
    const forecast = new Forecast({ ...made(['a'], 0, [5, 5, 5]), sums })
    const moved = shifted(forecast, Float64Array.of(6, 7, 1), { min: 3 })
    expect([...moved.sums!.values]).toEqual([13, 14])
    expect([...moved.sums!.lower[0]!]).toEqual([9, 9])
    expect([...moved.sums!.upper[0]!]).toEqual([17, 20])
  })

  it('keeps all else, but not the inside of the forecaster', () => {
    const forecast = new Forecast({
      ...made(['a'], 3, [5]),
      season: 7,
      drift: [0],
      doubts: [0],
      inside: { experts: [], weights: new Float64Array(0), forecasts: new Float64Array(0), cells: [] },
    })
    const moved = shifted(forecast, forecast.values, {})
    expect(moved).toEqual(new Forecast({ ...forecast, inside: undefined }))
  })
})
