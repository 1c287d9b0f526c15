import { lookback } from '../../src/operators/lookback.ts'
import { normalize } from '../../src/operators/normalize.ts'
import { score } from '../../src/operators/score.ts'
import type { ForecastData } from '../../src/series/forecast.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Context, Stage } from '../../src/word.ts'
import { dayMs, emitted, monday } from '../operators/observe.ts'

/** What a pipeline would know about `weekly`. */
export const context = (): Context => ({
  targets: ['a', 'b'],
  covariates: ['c'],
  cadence: '1d',
  seasons: [7],
  seed: 11,
})

/** Whole numbers that look like noise and are the same everywhere. */
const noise = (i: number) => ((Math.imul(i + 1, 2654435761) >>> 8) % 1000) / 1000

/** Daily observations of two channels with a weekly season and a covariate; now and then a value is missing. */
export const weekly = (count: number): Observation[] =>
  Array.from({ length: count }, (_, i) => ({
    time: monday + i * dayMs,
    values: [20 + (i % 7) + noise(i), i % 17 === 16 ? Number.NaN : 100 - 3 * (i % 7) + 2 * noise(i + 5000)],
    covariates: [noise(i + 9000)],
  }))

/** Says about every later step: as now. */
export const persist = (observation: Observation): ForecastData => {
  const leads = [1, 2, 5]
  const values = Float64Array.from({ length: 6 }, (_, at) => observation.values[Math.floor(at / 3)]!)
  return {
    origin: observation.time,
    observation,
    leads,
    times: leads.map((lead) => observation.time + lead * dayMs),
    values,
    levels: [0.8],
    lower: [values.map((x) => x - 1)],
    upper: [values.map((x) => x + 1)],
  }
}

/** Input for an operator that accepts a stage, made from observations. */
export function stage(accepts: Stage, observations: readonly Observation[]): unknown[] {
  if (accepts === 'Scaled') return emitted(observations, normalize())
  if (accepts === 'Lookback') return emitted(emitted(observations, normalize()), lookback(4))
  if (accepts === 'Forecast') return observations.map(persist)
  if (accepts === 'Scored') return emitted(observations.map(persist), score())
  return [...observations]
}
