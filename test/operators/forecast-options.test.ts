import { describe, expect, it } from 'vitest'
import {
  forecasterOptions,
  forecastOptions,
  optionsOf,
  outcomeOptionsFor,
} from '../../src/operators/forecast-options.ts'
import { OutcomeForecaster } from '../../src/outcomes/outcome-forecaster.ts'

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

  it('give the LSTMs of outcomes the cells and rows that are asked for', () => {
    const bytes = (more: object) => {
      const given = { horizon: 1, outcome: { gust: '0 > 9' }, experts: ['lstm(markov(1), 0.0002)'], ...more }
      return new OutcomeForecaster(outcomeOptionsFor(shape, forecastOptions.parse(given), {})).snapshot().length
    }
    expect(bytes({ hidden: 16, memory: 512 })).toBe(bytes({}))
    expect(bytes({ hidden: 32 })).toBeGreaterThan(bytes({}))
    expect(bytes({ memory: 1024 })).toBeGreaterThan(bytes({}))
  })
})
