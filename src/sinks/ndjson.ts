import * as z from 'zod/mini'
import { optional, withDefault } from '../words/option.ts'
import { eventFile } from './event-file.ts'
import { eventFields, eventLines } from './event-rows.ts'
import { forecastObjects } from './forecast-objects.ts'
import type { NdjsonSinkOptions } from './options.generated.ts'
import { rotateMeaning, rotateText, rotationOf } from './rotate-option.ts'
import { atLeads, leadsOption, selectionText } from './selection.ts'
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
    leads: leadsOption,
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

function ndjson({ events = false, leads, only, path, rotate }: NdjsonSinkOptions, place: SinkPlace): Sink {
  const out = textOut(path, place, rotationOf(rotate, place))
  const eventText = eventLines(place)
  if (only === 'events') return eventFile(out, `ndjson, only events, ${path}`, eventText)
  const fieldsOf = events ? eventFields(place) : undefined
  const objectsOf = forecastObjects(place, fieldsOf)
  return {
    ...sinkOn(out, `ndjson ${path}${events ? ' with events' : ''}${selectionText({ leads })}`),
    state: (fields) => out.state?.(fields),
    ...(events && { happened: (event) => out.write(eventText.line(event), event.time) }),
    async write(batch) {
      for (const scored of batch) {
        const text = objectsOf(atLeads(scored, leads)).map((one) => `${JSON.stringify(one)}\n`)
        const written = out.write(text.join(''), scored.origin)
        if (written) await written
      }
    },
  }
}
