import * as z from 'zod/mini'
import { keyFields } from '../series/key-names.ts'
import type { ScoredData } from '../series/scored.ts'
import { sumsOf } from '../series/sums.ts'
import { zoneIn } from '../time/duration.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { optional, withDefault } from '../words/option.ts'
import { eventFile } from './event-file.ts'
import { eventFields, eventLines } from './event-rows.ts'
import type { NdjsonSinkOptions } from './options.generated.ts'
import { rotateMeaning, rotateText, rotationOf } from './rotate-option.ts'
import { filePath, type Sink, type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from './sink.ts'
import { sinkOn } from './sink-on.ts'
import { textOut } from './text-out.ts'

export type { NdjsonSinkOptions }

export const ndjsonSinkOptions = z
  .strictObject({
    path: filePath,
    only: optional(z.literal('events'), 'events: no forecasts, but a line for each event. Default: the forecasts.'),
    events: withDefault(
      z.boolean(),
      false,
      'Whether each line lists in events what has happened as of its origin; [] if nothing has. An event that belongs to no forecast, stale or its end, has a line of its own, as with only: events.',
    ),
    rotate: optional(rotateText, rotateMeaning),
  })
  .check(z.describe('Options of the sink `ndjson`.'))
type Argument = string | NdjsonSinkOptions

/** The sink `ndjson`: a JSON object per origin and series. */
export const ndjsonSink: SinkWord = {
  name: 'ndjson',
  summary:
    'Writes a JSON object per line, origin and series: the observed value, the forecasts by lead, their intervals, the sums asked for, the residuals now known, and whether errors have increased for good.',
  argument: z.union([filePath, ndjsonSinkOptions]),
  example: '../out/weather.ndjson',
  writes: (argument: Argument) => [optionsOf(argument).path],
  build: (argument: Argument, place: SinkPlace) => ndjson(optionsOf(argument), place),
}

/**
 * Writes a JSON object per line, origin and series.
 *
 * @param argument file to write, `-` is standard output; or `path` with `rotate`
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError with every problem of the argument
 */
export const writeNdjson = (argument: string | NdjsonSinkOptions): SinkRecipe => sinkRecipe(ndjsonSink, argument)

const optionsOf = (argument: Argument): NdjsonSinkOptions =>
  typeof argument === 'string' ? { path: argument } : argument

function ndjson({ events = false, only, path, rotate }: NdjsonSinkOptions, place: SinkPlace): Sink {
  const out = textOut(path, place, rotationOf(rotate, place))
  const eventText = eventLines(place)
  if (only === 'events') return eventFile(out, `ndjson, only events, ${path}`, eventText)
  const fieldsOf = events ? eventFields(place) : undefined
  const zone = zoneIn(place.cadence)
  const timeText = (time: number) => formatTimestamp(time, zone?.offsetAt(time))
  return {
    ...sinkOn(out, `ndjson ${path}${events ? ' with events' : ''}`),
    state: (fields) => out.state?.(fields),
    ...(events && { happened: (event) => out.write(eventText.line(event), event.time) }),
    async write(batch) {
      for (const scored of batch) {
        const written = out.write(lines(scored, place, timeText, fieldsOf), scored.origin)
        if (written) await written
      }
    },
  }
}

function lines(
  scored: ScoredData,
  { series, by }: SinkPlace,
  timeText: (time: number) => string,
  fieldsOf: ReturnType<typeof eventFields> | undefined,
): string {
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
      ...(fieldsOf && {
        events: (scored.events ?? []).filter((event) => event.channel === channel).map(fieldsOf),
      }),
    }
    text += `${JSON.stringify(line)}\n`
  }
  return text
}

/** JSON has no NaN. */
const known = (x: number) => (Number.isNaN(x) ? null : x)
