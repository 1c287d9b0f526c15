import { type Forecast, percentOf } from '../series/forecast.ts'
import { keyFields } from '../series/key-names.ts'
import { zoneIn } from '../time/duration.ts'
import { formatTimestamp } from '../time/timestamp.ts'

/** A forecast of a series at a lead, with the columns of the CSV sink. */
export type NextRow = Readonly<Record<string, string | number | null>>

/**
 * The next forecasts, an object a series and lead, with the columns of the CSV sink.
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
    series.flatMap((name, channel) =>
      forecast.leads.map((lead) => {
        const { time, value, intervals } = forecast.at(channel, lead)
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
      }),
    ),
  )
}

const finite = (number: number) => (Number.isFinite(number) ? number : null)
