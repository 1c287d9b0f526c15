import * as z from 'zod/mini'
import { maxSeasons } from '../defaults/seasons.ts'
import { ConfigError } from '../errors.ts'
import { Forecaster } from '../forecaster/forecaster.ts'
import { forecasterOptions, forecastOptions } from '../operators/forecast-options.ts'
import { oneOfBoth } from '../operators/leads-of.ts'
import type { PointForecast } from '../series/forecast.ts'
import { addSteps, parseDuration } from '../time/duration.ts'
import { parseTimestamp } from '../time/timestamp.ts'
import { checkArgument } from '../words/check-argument.ts'
import { optional } from '../words/option.ts'
import type { ForecastSeriesOptions } from './options.generated.ts'
import { measureSeasons } from './season.ts'

export type { ForecastSeriesOptions }

export const forecastSeriesOptions = z
  .strictObject({
    ...forecastOptions.shape,
    season: optional(
      forecastOptions.shape.season.def.innerType,
      'Length of the season: steps, a duration such as 1y, a list of them, or none. Default: measured, if the cadence is given.',
    ),
    start: optional(
      z.union([
        z.number().check(z.describe('Milliseconds since 1970.')),
        z.string().check(
          z.refine((text) => !Number.isNaN(parseTimestamp(text)), { error: 'a time such as 2024-01-31' }),
          z.describe('ISO 8601, such as 2024-01-31.'),
        ),
      ]),
      'Time of the first value. Default: not known, and then the times of the forecasts are NaN.',
    ),
  })
  .check(z.superRefine(oneOfBoth), z.describe('Options of `forecastSeries`.'))
const argument = z.prefault(forecastSeriesOptions, {})

/** A forecast of a series, `lead` steps after its last value. */
export interface NextForecast extends PointForecast {
  /** In steps. */
  readonly lead: number
}

/**
 * Forecasts the next values of a series, without a stream: it reads all values in order, learning from each, and
 * returns the forecasts made after the last. Missing values are NaN or null.
 *
 * @param values one a step, oldest first, in units of the data
 * @param options `cadence`, `horizon`, `start`, and the options of `forecast`
 * @returns a forecast for each lead, with its time in milliseconds since 1970
 * @throws ConfigError if an option is invalid, a value is not a number, or no value is known
 * @example
 * const sales = Array.from({ length: 60 }, (_, day) => (day % 7 < 5 ? 100 : 40))
 * const [tomorrow] = forecastSeries(sales, { cadence: '1d', horizon: 7, start: '2024-01-01' })
 * console.log(new Date(tomorrow.time).toISOString().slice(0, 10), Math.round(tomorrow.value)) // 2024-03-01 100
 */
export function forecastSeries(
  values: ArrayLike<number | null>,
  options?: ForecastSeriesOptions,
): readonly NextForecast[] {
  const { start, ...given } = checkArgument('forecastSeries', argument, options)
  const series = Float64Array.from(values, (value, i) => numberAt(value, i))
  if (series.every(Number.isNaN)) throw problem('at least one known value', `${series.length} missing ones`)
  const cadence = given.cadence === undefined ? undefined : parseDuration(given.cadence)
  const measured = given.cadence === undefined ? [] : measureSeasons(series, given.cadence).slice(0, maxSeasons)
  const shape = { channels: 1, covariates: 0, cadence: given.cadence }
  const forecaster = new Forecaster(
    forecasterOptions(shape, { ...given, season: given.season ?? (measured.length > 0 ? measured : 'none') }, {}),
  )
  try {
    const begin = typeof start === 'string' ? parseTimestamp(start) : (start ?? 0)
    let last: ReturnType<Forecaster['observe']> | undefined
    for (const [i, value] of series.entries()) {
      const time = cadence ? addSteps(begin, cadence, i) : begin + i
      last = forecaster.observe({ time, values: [value] })
    }
    const timed = start !== undefined && cadence !== undefined
    return last!.leads.map((lead) => {
      const point = last!.at(0, lead)
      return { ...point, lead, time: timed ? point.time : Number.NaN }
    })
  } finally {
    forecaster.dispose()
  }
}

/** @throws ConfigError if it is neither a finite number nor missing */
function numberAt(value: unknown, i: number): number {
  if (value === null || Number.isNaN(value)) return Number.NaN
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw problem(`a finite number, NaN or null as value ${i}`, JSON.stringify(value) ?? String(value))
}

const problem = (expected: string, got: string) =>
  new ConfigError([{ where: 'forecastSeries:', message: `expected ${expected}, got ${got}` }])
