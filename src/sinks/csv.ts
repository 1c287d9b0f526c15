import * as z from 'zod/mini'
import { optional } from '../words/option.ts'
import { type ForecastText, LatestRows, OriginRows } from './forecast-rows.ts'
import { NixtlaRows } from './nixtla-rows.ts'
import type { CsvSinkOptions } from './options.generated.ts'
import { filePath, type Sink, type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from './sink.ts'
import { textOut } from './text-out.ts'

export type { CsvSinkOptions }

export const csvSinkOptions = z
  .strictObject({
    path: filePath,
    only: optional(
      z.literal('latest'),
      'latest: the last forecast of each series alone, which is the future. Default: the forecasts of all origins.',
    ),
    as: optional(
      z.literal('nixtla'),
      'nixtla: the columns of Nixtla’s cross_validation, unique_id, ds, cutoff, y, rxcast, rxcast-lo-80 and so on, to compare with. Default: key columns, series, origin, time, lead, forecast and the ends of each interval; the lead of a sum is such as 1-7.',
    ),
  })
  .check(z.describe('Options of the sink `csv`.'))
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

/** Bytes from which on a run says the size of the file. */
const large = 10e6

function csv({ path, only, as }: CsvSinkOptions, place: SinkPlace): Sink {
  const out = textOut(path, place)
  const rows: ForecastText = as === 'nixtla' ? new NixtlaRows(place) : new OriginRows(place)
  const latest = only === 'latest' ? new LatestRows(rows) : rows
  let size = 0
  let origins = 0
  const write = (text: string) => {
    size += text.length
    return out.write(text)
  }
  return {
    path: out.path,
    open: () => out.open(),
    write(batch) {
      origins += batch.length
      return write(latest.add(batch))
    },
    async close() {
      await write(latest.rest())
      await out.close()
    },
    abort: () => out.abort(),
    get remark() {
      if (only === 'latest' || size < large || out.path === undefined) return undefined
      const count = String(origins).replace(/\B(?=(\d{3})+$)/g, ',')
      return `${path}: ${Math.round(size / 1e6)} MB, all ${count} origins; only: latest writes the next forecasts alone`
    },
  }
}
