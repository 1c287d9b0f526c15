import { type Forecast, percentOf } from '../series/forecast.ts'
import { keyFields } from '../series/key-names.ts'

/** The next forecasts, an object a series and lead, with the columns of the CSV sink. */
export function nextJson(
  forecasts: readonly Forecast[],
  series: readonly string[],
  by: readonly string[],
): Record<string, string | number | null>[] {
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
const iso = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : null)
