import type { Fields } from '../state/fields.ts'
import type { ForecastData } from './forecast.ts'
import type { OutcomeChannels } from './outcome-channels.ts'
import type { SumData } from './sums.ts'
import { visitObservation } from './visit-observation.ts'

const none: ForecastData = {
  origin: 0,
  observation: { time: 0, values: [] },
  leads: [],
  times: [],
  values: new Float64Array(0),
  levels: [],
  lower: [],
  upper: [],
}

/** Visits a forecast that is kept as state, without the inside of the forecaster. */
export function visitForecast(fields: Fields, forecast: ForecastData = none): ForecastData {
  const { observation, leads, times, values, levels, lower, outcomes, sums, upper } = forecast
  const { row: _, ...known } = observation
  const seen = visitObservation(fields, known)
  return {
    observation: seen,
    origin: seen.time,
    leads: Array.from(fields.array('leads', Float64Array.from(leads))),
    times: Array.from(fields.array('times', Float64Array.from(times))),
    values: fields.array('values of leads', values),
    levels: Array.from(fields.array('levels', Float64Array.from(levels))),
    lower: fields.list('lower', lower, visitNumbers),
    upper: fields.list('upper', upper, visitNumbers),
    sums: fields.optional('sums', sums, visitSums),
    outcomes: fields.optional('outcomes', outcomes, visitOutcomes),
  }
}

const visitOutcomes = (fields: Fields, { names, groups }: OutcomeChannels = { names: [], groups: [] }) => ({
  names: fields.list('names', names, (inner, name = '') => inner.text('name', name)),
  groups: Array.from(fields.array('groups', Float64Array.from(groups))),
})

function visitSums(fields: Fields, sums?: SumData): SumData {
  const { over, values, lower, upper } = sums ?? { over: [], values: new Float64Array(0), lower: [], upper: [] }
  return {
    over: Array.from(fields.array('over', Float64Array.from(over))),
    values: fields.array('values', values),
    lower: fields.list('lower', lower, visitNumbers),
    upper: fields.list('upper', upper, visitNumbers),
  }
}

const visitNumbers = (fields: Fields, numbers: Float64Array = new Float64Array(0)): Float64Array =>
  fields.array('numbers', numbers)
