import { type Forecast, type PointForecast, percentOf } from '../series/forecast.ts'
import { keyFields } from '../series/key-names.ts'
import { zoneIn } from '../time/duration.ts'
import { formatTimestamp } from '../time/timestamp.ts'

/** A forecast of a series at a lead, or of the sum over leads 1-7, with the columns of the CSV sink. */
export type NextRow = Readonly<Record<string, string | number | null>>

/**
 * The next forecasts, an object a series and lead, then one a sum, with the columns of the CSV sink.
 *
 * @param cadence in whose zone times are written
 */
export function nextJson(
  forecasts: readonly Forecast[],
  series: readonly string[],
  by: readonly string[],
  cadence?: string,
): NextRow[] {
  const zone = zoneIn(cadence)
  const iso = (time: number) => (Number.isFinite(time) ? formatTimestamp(time, zone?.offsetAt(time)) : null)
  return forecasts.flatMap((forecast) =>
    series.flatMap((name, channel) => {
      const row = (lead: number | string, { time, value, intervals }: PointForecast): NextRow => {
        const ends = intervals.flatMap(({ level, lower, upper }) => [
          [`lower_${percentOf(level)}`, finite(lower)] as const,
          [`upper_${percentOf(level)}`, finite(upper)] as const,
        ])
        return {
          ...keyFields(by, forecast.key),
          series: name,
          origin: iso(forecast.origin),
          time: iso(time),
          lead,
          forecast: finite(value),
          ...Object.fromEntries(ends),
        }
      }
      return [
        ...forecast.leads.map((lead) => row(lead, forecast.at(channel, lead))),
        ...(forecast.sums?.over ?? []).map((over) => row(`1-${over}`, forecast.sum(channel, over))),
      ]
    }),
  )
}

const finite = (number: number) => (Number.isFinite(number) ? number : null)
