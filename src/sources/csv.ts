import type { z } from 'zod/mini'
import { columnProblems, textFacts } from './columns-argument.ts'
import { CsvFormat, headerOf } from './csv-format.ts'
import { CsvRows } from './csv-rows.ts'
import { type CsvOptions, csvOptions, csvText } from './csv-text.ts'
import { followedSource } from './followed-source.ts'
import { type SourcePlace, type SourceRecipe, type SourceWord, sourceRecipe } from './source.ts'
import { fileAt, fileProblem } from './text-chunks.ts'

type Options = z.output<typeof csvOptions>

/** The source word `csv`: reads a CSV file or standard input. */
export const csvSource: SourceWord = {
  name: 'csv',
  summary: 'Reads a CSV file or standard input, row by row.',
  argument: csvOptions,
  example: {
    path: '../data/seattle-weather.csv',
    time: 'date',
    target: 'temp_max',
    covariates: ['precipitation', 'wind'],
  },
  facts: textFacts,
  async check(options: Options, place) {
    const problem = fileProblem(options, place)
    if (problem !== undefined) return [{ path: ['path'], message: problem }]
    const header = await columnsInCsv(options, place)
    return header ? columnProblems(options, header) : []
  },
  build(options: Options, place) {
    const whole = csvText(options, { strict: place.strict, open: fileAt(options, place) })
    if (!options.follow) return whole
    return followedSource(options, place, whole, (name, columns) => new CsvFormat(name, options, columns))
  },
}

/**
 * Reads a CSV file, decompressed if its name ends in .gz, or standard input (`path: '-'`).
 *
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const readCsv = (options: CsvOptions): SourceRecipe => sourceRecipe(csvSource, options)

/** The names of the columns; undefined if they cannot be read, or if reading them would take rows from a stream. */
export async function columnsInCsv(options: Options, place: SourcePlace): Promise<readonly string[] | undefined> {
  if (options.columns) return options.columns
  const rows = new CsvRows(options.path, options)
  try {
    const input = fileAt(options, place)(new AbortController().signal)
    if (!input.repeatable) return undefined
    const first = (await firstOf(rows, input)) ?? rows.end()[0]
    return first && 'cells' in first ? headerOf(first.cells) : undefined
  } catch {
    // The run reports the problem with its place.
    return undefined
  }
}

async function firstOf(rows: CsvRows, input: AsyncIterable<string>) {
  for await (const chunk of input) {
    const [first] = rows.push(chunk)
    if (first) return first
  }
  return undefined
}
