import { type Limits, limitOf } from '../defaults/limits.ts'
import { Forecast } from '../series/forecast.ts'
import type { SumData } from '../series/sums.ts'

/**
 * A forecast with other values. Its intervals, and its sums over leads, are shifted by the change, within the limits.
 * The inside of the forecaster is left out, since it is of a later time.
 *
 * @param values shape [channels × leads]
 * @param limits by position of the channel
 */
export function shifted(forecast: Forecast, values: Float64Array, limits: Limits): Forecast {
  const { leads, observation, sums } = forecast
  const change = values.map((value, at) => value - forecast.values[at]!)
  const bounds = Array.from({ length: observation.values.length }, (_, channel) => limitOf(limits, String(channel)))
  const ends = (numbers: Float64Array, by: Float64Array, over: readonly number[]) =>
    numbers.map((end, at) => {
      const { max, min } = bounds[Math.floor(at / over.length)]!
      const times = over[at % over.length]!
      return Math.max(times * min, Math.min(times * max, end + by[at]!))
    })
  const once = leads.map(() => 1)
  return new Forecast({
    ...forecast,
    values,
    lower: forecast.lower.map((numbers) => ends(numbers, change, once)),
    upper: forecast.upper.map((numbers) => ends(numbers, change, once)),
    sums: sums && shiftedSums(sums, change, leads.length, ends),
    inside: undefined,
  })
}

type Ends = (numbers: Float64Array, by: Float64Array, over: readonly number[]) => Float64Array

/** A sum changes by what the values at its leads change by. */
function shiftedSums(sums: SumData, change: Float64Array, leads: number, ends: Ends): SumData {
  const { over } = sums
  const by = sums.values.map((_, at) => {
    const from = Math.floor(at / over.length) * leads
    return change.subarray(from, from + over[at % over.length]!).reduce((sum, one) => sum + one, 0)
  })
  return {
    over,
    values: ends(sums.values, by, over),
    lower: sums.lower.map((numbers) => ends(numbers, by, over)),
    upper: sums.upper.map((numbers) => ends(numbers, by, over)),
  }
}
