import { keyFields } from '../series/key-names.ts'
import type { ScoredData } from '../series/scored.ts'
import { sumsOf } from '../series/sums.ts'
import { zoneIn } from '../time/duration.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { filePath, type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from './sink.ts'
import { textOut, textSink } from './text-out.ts'

/** The sink `ndjson`: a JSON object per origin and series. */
export const ndjsonSink: SinkWord = {
  name: 'ndjson',
  summary:
    'Writes a JSON object per line, origin and series: the observed value, the forecasts by lead, their intervals, the sums asked for, the residuals now known, and whether errors have increased for good.',
  argument: filePath,
  example: '../out/weather.ndjson',
  writes: (path: string) => [path],
  build: ndjson,
}

/**
 * Writes a JSON object per line, origin and series.
 *
 * @param path file to write; `-` is standard output
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError if `path` is not a path
 */
export const writeNdjson = (path: string): SinkRecipe => sinkRecipe(ndjsonSink, path)

function ndjson(path: string, place: SinkPlace) {
  const out = textOut(path, place)
  const zone = zoneIn(place.cadence)
  const text = (time: number) => formatTimestamp(time, zone?.offsetAt(time))
  return textSink(out, (batch) => batch.map((scored) => lines(scored, place, text)).join(''))
}

function lines(scored: ScoredData, { series, by }: SinkPlace, timeText: (time: number) => string): string {
  const { leads, levels, lower, origin, residuals, sums, times, upper, values } = scored
  const key = keyFields(by, scored.observation.key)
  let text = ''
  for (let channel = 0; channel < series.length; channel++) {
    const of = (numbers: ArrayLike<number>) => leads.map((_, i) => known(numbers[channel * leads.length + i]!))
    const line = {
      ...key,
      series: series[channel],
      origin: timeText(origin),
      observed: known(scored.observation.values[channel]!),
      times: times.map((time) => (Number.isNaN(time) ? null : timeText(time))),
      leads,
      forecast: of(values),
      intervals: levels.map((level, v) => ({ level, lower: of(lower[v]!), upper: of(upper[v]!) })),
      ...(sums && { sums: sumsOf(sums, levels, channel) }),
      residuals: of(residuals),
      drift: scored.drift?.includes(channel) ?? false,
    }
    text += `${JSON.stringify(line)}\n`
  }
  return text
}

/** JSON has no NaN. */
const known = (x: number) => (Number.isNaN(x) ? null : x)
