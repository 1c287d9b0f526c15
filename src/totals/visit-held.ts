import { Forecast, type ForecastData } from '../series/forecast.ts'
import { visitForecast } from '../series/visit-forecast.ts'
import { visitRow } from '../series/visit-observation.ts'
import type { Fields } from '../state/fields.ts'

/** Visits a forecast that is held back: all that is passed on with it later, without the inside of the forecaster. */
export function visitHeld(fields: Fields, held?: Forecast): Forecast {
  const forecast: ForecastData = visitForecast(fields, held)
  const row = fields.optional('row', held?.observation.row, visitRow)
  return new Forecast({
    ...forecast,
    observation: { ...forecast.observation, row },
    season: fields.optional('season', held?.season, (inner, value = 0) => inner.counter('steps', value)),
    drift: visitChannels(fields, 'drift', held?.drift),
    doubts: visitChannels(fields, 'doubts', held?.doubts),
  })
}

const visitChannels = (fields: Fields, name: string, channels: readonly number[] | undefined) =>
  fields.optional(name, channels, (inner, value = []) => Array.from(inner.array('channels', Uint32Array.from(value))))
