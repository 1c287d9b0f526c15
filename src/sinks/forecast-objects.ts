import type { SeriesEvent } from '../series/event.ts'
import { keyFields } from '../series/key-names.ts'
import { labelOf } from '../series/outcome-channels.ts'
import type { ScoredData } from '../series/scored.ts'
import { sumsOf } from '../series/sums.ts'
import { zoneIn } from '../time/duration.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import type { SinkPlace } from './sink.ts'

/** Plain data that JSON can hold. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Turns a forecast into an object of JSON for each of its channels: key columns, series, origin, the observed value,
 * and the forecasts by lead; of an outcome also the labels of those that are now due. What is unknown is null.
 *
 * @param eventOf if events are listed too, in `events`, the fields of one
 */
export function forecastObjects(
  { series, by, cadence }: Pick<SinkPlace, 'series' | 'by' | 'cadence'>,
  eventOf?: (event: SeriesEvent) => JsonObject,
): (scored: ScoredData) => JsonObject[] {
  const zone = zoneIn(cadence)
  const timeText = (time: number) => formatTimestamp(time, zone?.offsetAt(time))
  return (scored) => {
    const { leads, levels, lower, origin, residuals, sums, times, upper, values } = scored
    const key = keyFields(by, scored.observation.key)
    return series.map((name, channel) => {
      const of = (numbers: ArrayLike<number>) => leads.map((_, i) => known(numbers[channel * leads.length + i]!))
      return {
        ...key,
        series: name,
        origin: timeText(origin),
        observed: known(scored.observation.values[channel]!),
        times: times.map((time) => (Number.isNaN(time) ? null : timeText(time))),
        leads,
        forecast: of(values),
        intervals: levels.map((level, v) => ({ level, lower: of(lower[v]!), upper: of(upper[v]!) })),
        ...(sums && { sums: sumsOf(sums, levels, channel) }),
        ...(scored.outcomes && { actuals: of(residuals.map(labelOf)) }),
        residuals: of(residuals),
        drift: scored.drift?.includes(channel) ?? false,
        ...(eventOf && {
          events: (scored.events ?? []).filter((event) => event.channel === channel).map(eventOf),
        }),
      }
    })
  }
}

/** JSON has no NaN. */
const known = (x: number) => (Number.isNaN(x) ? null : x)
