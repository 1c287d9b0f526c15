import { expect, it } from 'vitest'
import type { ForecastData } from '../../src/series/forecast.ts'
import { visitForecast } from '../../src/series/visit-forecast.ts'
import type { Fields } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

it('keeps a forecast without what is inside the forecaster', () => {
  const data: ForecastData = {
    origin: 86_400_000,
    observation: {
      time: 86_400_000,
      values: Float64Array.of(1, Number.NaN),
      covariates: Float64Array.of(3),
      key: ['x'],
    },
    leads: [1],
    times: [Number.NaN],
    values: Float64Array.of(1, 2),
    levels: [0.8, 0.95],
    lower: [Float64Array.of(0, 1), Float64Array.of(-1, 0)],
    upper: [Float64Array.of(2, 3), Float64Array.of(3, 4)],
  }
  const holder = (forecast: ForecastData | undefined) => {
    const held = {
      forecast,
      state: (fields: Fields) => {
        held.forecast = fields.optional('forecast', held.forecast, visitForecast)
      },
    }
    return held
  }
  const row = { place: { file: 'a', line: 1 }, raw: ['a cell'] }
  const bytes = snapshot(holder({ ...data, observation: { ...data.observation, row } }))
  const after = holder(undefined)
  restore(after, bytes)
  expect(after.forecast).toMatchObject(data)
  expect(after.forecast?.observation.row).toBeUndefined()
  expect(new TextDecoder().decode(bytes)).not.toContain('a cell')
})
