import * as z from 'zod/mini'
import type { ScoredData } from '../series/scored.ts'
import { optional, withDefault } from '../words/option.ts'
import { eventFile } from './event-file.ts'
import { eventFields, eventLines } from './event-rows.ts'
import { forecastObjects } from './forecast-objects.ts'
import { latestFile } from './latest-file.ts'
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
    only: optional(
      z.enum(['latest', 'events']),
      'latest: only the last forecast of each series, which is the future. events: no forecasts, but a line for each event. Default: the forecasts of all origins.',
    ),
    events: withDefault(
      z.boolean(),
      false,
      'Whether each line lists in events what has happened as of its origin; [] if nothing has. An event that belongs to no forecast, stale or its end, has a line of its own, as with only: events.',
    ),
    leads: leadsOption,
    rotate: optional(rotateText, rotateMeaning),
  })
  .check(
    z.refine(({ only, rotate }) => only !== 'latest' || rotate === undefined, {
      error: 'rotate or only: latest, which is a file that is replaced; leave one of them out',
    }),
    z.describe('Options of the sink `ndjson`.'),
  )
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
 * @param argument file to write, `-` is standard output; or `path` with other options
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError with every problem of the argument
 */
export const writeNdjson = (argument: string | NdjsonSinkOptions): SinkRecipe => sinkRecipe(ndjsonSink, argument)

const optionsOf = (argument: Argument): NdjsonSinkOptions =>
  typeof argument === 'string' ? { path: argument } : argument

function ndjson(options: NdjsonSinkOptions, place: SinkPlace): Sink {
  const { events = false, leads, only, path, rotate } = options
  const eventText = eventLines(place)
  const objectsOf = forecastObjects(place, events ? eventFields(place) : undefined)
  const linesOf = (scored: ScoredData) =>
    objectsOf(scored)
      .map((one) => `${JSON.stringify(one)}\n`)
      .join('')
  const id = `${path}${events ? ' with events' : ''}${selectionText({ leads })}`
  if (only === 'latest')
    return latestFile(`ndjson, only the latest, ${id}`, options, place, { header: () => '', alone: linesOf })
  const out = textOut(path, place, rotationOf(rotate, place))
  if (only === 'events') return eventFile(out, `ndjson, only events, ${path}`, eventText)
  return {
    ...sinkOn(out, `ndjson ${id}`),
    state: (fields) => out.state?.(fields),
    ...(events && { happened: (event) => out.write(eventText.line(event), event.time) }),
    async write(batch) {
      for (const scored of batch) {
        const written = out.write(linesOf(atLeads(scored, leads)), scored.origin)
        if (written) await written
      }
    },
  }
}
