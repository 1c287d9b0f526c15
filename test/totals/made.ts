import { Forecast } from '../../src/series/forecast.ts'

/** A forecast of one channel with an interval of ± `half`, at leads a unit of time apart. */
export function made(key: readonly string[], origin: number, values: readonly number[], half = 2): Forecast {
  const leads = values.map((_, i) => i + 1)
  return new Forecast({
    origin,
    observation: { time: origin, values: [0], covariates: [], key },
    leads,
    times: leads.map((lead) => origin + lead),
    values: Float64Array.from(values),
    levels: [0.8],
    lower: [Float64Array.from(values, (value) => value - half)],
    upper: [Float64Array.from(values, (value) => value + half)],
  })
}
