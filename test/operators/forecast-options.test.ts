import { describe, expect, it } from 'vitest'
import {
  forecasterOptions,
  forecastOptions,
  optionsOf,
  outcomeOptionsFor,
} from '../../src/operators/forecast-options.ts'

const shape = { channels: 1, covariates: 2, cadence: '1d' }

describe('options of forecast', () => {
  it('can be a horizon only', () => {
    expect(forecasterOptions(shape, optionsOf(3), {}).leads).toEqual([1, 2, 3])
  })

  it('have the usual intervals, and none for outcomes', () => {
    expect(forecasterOptions(shape, forecastOptions.parse({}), {}).levels).toEqual([0.8, 0.95])
    expect(forecasterOptions(shape, forecastOptions.parse({ outcome: true }), {}).levels).toEqual([])
  })

  it('become those of the forecaster of outcomes, with the columns known ahead', () => {
    const given = forecastOptions.parse({ horizon: 2, season: [7, '1y'], outcome: { gust: 'wind > 9' }, seed: 3 })
    const names = { targets: ['x'], covariates: ['wind', 'sun'] }
    expect(outcomeOptionsFor({ ...shape, known: 4 }, given, names)).toMatchObject({
      leads: [1, 2],
      channels: 1,
      covariates: 2,
      known: 4,
      season: [7, 365],
      seed: 3,
      outcomes: [{ name: 'gust', column: 1 }],
    })
  })
})
