import { csvSink } from '../sinks/csv.ts'
import { ndjsonSink } from '../sinks/ndjson.ts'
import { reportSink } from '../sinks/report.ts'
import type { CsvOptions } from '../sources/csv.ts'
import { csvSource } from '../sources/csv-file.ts'
import { type NdjsonOptions, ndjsonSource } from '../sources/ndjson.ts'
import type { SourceWord } from '../sources/source.ts'
import { checkArgument } from '../words/check-argument.ts'
import type { SinkRecipe, SourceRecipe } from './plan.ts'

// The words that stand under `source` and `sinks`, to be called from code: `run({ source: readCsv({ … }), sinks: [writeCsv('out.csv')], … })`.

/** Reads a CSV file with a header, decompressed where it ends in .gz, or standard input (`path: '-'`). Throws ConfigError. */
export const readCsv = (options: CsvOptions): SourceRecipe => source(csvSource, options)

/** Reads one JSON object a line, from a file or from standard input (`path: '-'`). Throws ConfigError. */
export const readNdjson = (options: string | NdjsonOptions): SourceRecipe => source(ndjsonSource, options)

/** Writes every forecast as a row of a CSV file. */
export const writeCsv =
  (path: string): SinkRecipe =>
  (place) =>
    csvSink.build(path, place)

/** Writes one JSON object an origin and series. */
export const writeNdjson =
  (path: string): SinkRecipe =>
  (place) =>
    ndjsonSink.build(path, place)

/** Writes the run as one HTML page that opens from disk. */
export const writeReport =
  (path: string): SinkRecipe =>
  (place) =>
    reportSink.build(path, place)

function source(word: SourceWord, options: unknown): SourceRecipe {
  const argument = checkArgument(word.name, word.argument, options)
  return (place) => word.build(argument, place)
}
