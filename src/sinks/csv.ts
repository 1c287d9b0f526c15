import * as z from 'zod/mini'
import type { ScoredData } from '../series/scored.ts'
import { optional, withDefault } from '../words/option.ts'
import { eventFile } from './event-file.ts'
import { eventRows } from './event-rows.ts'
import { type ForecastText, OriginRows } from './forecast-rows.ts'
import { latestFile } from './latest-file.ts'
import { NixtlaRows } from './nixtla-rows.ts'
import type { CsvSinkOptions } from './options.generated.ts'
import { rotateMeaning, rotateText, rotationOf } from './rotate-option.ts'
import { atLeads, leadsOption, selectionText } from './selection.ts'
import { filePath, type Sink, type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from './sink.ts'
import { sinkOn } from './sink-on.ts'
import { textOut } from './text-out.ts'

export type { CsvSinkOptions }

export const csvSinkOptions = z
  .strictObject({
    path: filePath,
    only: optional(
      z.enum(['latest', 'events']),
      'latest: only the last forecast of each series, which is the future. events: no forecasts, but a row for each event. Default: the forecasts of all origins.',
    ),
    events: withDefault(
      z.boolean(),
      false,
      'Whether the rows of the shortest lead say in two columns, event and reason, what has happened as of their origin. An event that belongs to no forecast, stale or its end, has no row: only: events has it.',
    ),
    as: optional(
      z.literal('nixtla'),
      'nixtla: the columns of Nixtla’s cross_validation, unique_id, ds, cutoff, y, rxcast, rxcast-lo-80 and so on, to compare with. Default: key columns, series, origin, time, lead, forecast and the ends of each interval; the lead of a sum is such as 1-7.',
    ),
    leads: leadsOption,
    rotate: optional(rotateText, rotateMeaning),
  })
  .check(
    z.refine(({ only, rotate }) => only !== 'latest' || rotate === undefined, {
      error: 'rotate or only: latest, which is a file that is replaced; leave one of them out',
    }),
    z.refine(({ as, events, only }) => [as, events, only === 'events'].filter(Boolean).length <= 1, {
      error: 'one of events, as: nixtla and only: events; leave the others out',
    }),
    z.describe('Options of the sink `csv`.'),
  )
type Argument = string | CsvSinkOptions

/** The sink `csv`: forecasts as rows of a CSV file. */
export const csvSink: SinkWord = {
  name: 'csv',
  summary:
    'Writes every forecast as a row of a CSV file: series, origin, time, lead, forecast and the ends of each interval.',
  argument: z.union([filePath, csvSinkOptions]),
  example: '../out/weather.csv',
  writes: (argument: Argument) => [optionsOf(argument).path],
  build: (argument: Argument, place: SinkPlace) => csv(optionsOf(argument), place),
}

/**
 * Writes every forecast as a row of a CSV file, or only the last ones.
 *
 * @param argument file to write, `-` is standard output; or `path` with `only` and `as`
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError with every problem of the argument
 */
export const writeCsv = (argument: string | CsvSinkOptions): SinkRecipe => sinkRecipe(csvSink, argument)

const optionsOf = (argument: Argument): CsvSinkOptions => (typeof argument === 'string' ? { path: argument } : argument)

function csv(options: CsvSinkOptions, place: SinkPlace): Sink {
  const { as, events, only, path, rotate } = options
  if (only === 'events')
    return eventFile(textOut(path, place, rotationOf(rotate, place)), `csv, only events, ${path}`, eventRows(place))
  const rows: ForecastText = as === 'nixtla' ? new NixtlaRows(place) : new OriginRows(place, events)
  if (only === 'latest') return latestFile(idOf('csv, only the latest,', options), options, place, rows)
  return all(options, place, rows)
}

/** Of a sink with other options the state does not fit: it is another sink. */
const idOf = (kind: string, { as, events, leads, path }: CsvSinkOptions) =>
  `${kind} ${path}${as ? ` as ${as}` : ''}${events ? ' with events' : ''}${selectionText({ leads })}`

/** Bytes from which on a run says the size of the file. */
const large = 10e6

/** Writes every forecast. */
function all(options: CsvSinkOptions, place: SinkPlace, rows: ForecastText): Sink {
  const { leads, path, rotate } = options
  const out = textOut(path, place, rotationOf(rotate, place))
  let begun = false
  let origins = 0
  const write = async (batch: readonly ScoredData[]) => {
    for (const all of batch) {
      const scored = atLeads(all, leads)
      if (!begun) await out.begin(rows.header(scored.levels))
      begun = true
      origins++
      const written = out.write(rows.add(scored), scored.origin)
      if (written) await written
    }
  }
  return {
    ...sinkOn(out, idOf('csv', options)),
    state(fields) {
      out.state?.(fields)
      fields.part('rows', rows)
      origins = fields.counter('origins', origins)
    },
    write,
    async close() {
      const text = rows.rest()
      if (text !== '') await out.write(text)
      await out.close()
    },
    get remark() {
      if (place.live || (out.size ?? 0) < large) return undefined
      const count = String(origins).replace(/\B(?=(\d{3})+$)/g, ',')
      return `${path}: ${Math.round(out.size! / 1e6)} MB, all ${count} origins; only: latest writes the next forecasts alone`
    },
  }
}
