import * as z from 'zod/mini'
import { History, type HistoryOptions } from '../history/history.ts'
import { leadsOption } from '../sinks/selection.ts'
import { filePath, type Sink, type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from '../sinks/sink.ts'
import { optional, withDefault } from '../words/option.ts'
import type { DuckdbSinkOptions } from './options.generated.ts'

export type { DuckdbSinkOptions }

const folder = z.string().check(z.minLength(1))

export const duckdbSinkOptions = z
  .strictObject({
    path: filePath,
    only: optional(
      z.enum(['latest', 'events']),
      'latest: only the last forecast of each series, which is the future. events: only events. Default: the forecasts of all origins.',
    ),
    leads: leadsOption,
    parquet: optional(
      z.union([
        folder,
        z.strictObject({
          folder,
          by: z.enum(['day', 'month', 'year']).check(z.describe('One file for each of them, once it has ended.')),
        }),
      ]),
      'Folder for the tables as Parquet files, at the end of the run, such as ../out/history. { folder: ../out/history, by: day } writes a file for each day of origins, month or year, as soon as it has ended.',
    ),
    schema: withDefault(
      z.string().check(z.minLength(1)),
      'main',
      'Schema of the tables, so that several pipelines can have tables of their own in one file.',
    ),
  })
  .check(z.describe('Options of the sink `duckdb`.'))
type Argument = string | DuckdbSinkOptions

/** The sink `duckdb`: the history of forecasts, values and events in a database file. */
export const duckdbSink: SinkWord = {
  name: 'duckdb',
  summary:
    'Keeps forecasts, observed values and events in tables of a DuckDB file, with views of the latest forecasts, their errors and their coverage; rxcast query reads it. Needs the package @duckdb/node-api.',
  argument: z.union([filePath, duckdbSinkOptions]),
  example: '../out/history.duckdb',
  writes: (argument: Argument) => [optionsOf(argument).path],
  build: (argument: Argument, place: SinkPlace) => duckdb(optionsOf(argument), place),
}

/**
 * Keeps forecasts, observed values and events in a DuckDB file.
 *
 * @param argument file of the database; or `path` with other options
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError with every problem of the argument
 */
export const writeDuckdb = (argument: string | DuckdbSinkOptions): SinkRecipe => sinkRecipe(duckdbSink, argument)

const optionsOf = (argument: Argument): HistoryOptions => {
  const {
    parquet,
    schema = 'main',
    ...rest
  } = typeof argument === 'string' ? ({ path: argument } as DuckdbSinkOptions) : argument
  return { ...rest, schema, ...(parquet && { parquet: typeof parquet === 'string' ? { folder: parquet } : parquet }) }
}

function duckdb(options: HistoryOptions, place: SinkPlace): Sink {
  const history = new History(options, place)
  return {
    path: options.path,
    open: () => history.open(),
    write: (batch) => history.add(batch),
    happened: (event) => history.happened(event),
    sync: () => history.commit(),
    close: () => history.close(),
    abort: () => history.abort(),
  }
}
