import type { z } from 'zod/mini'
import { columnProblems, textFacts } from './columns-argument.ts'
import { CsvFormat } from './csv-format.ts'
import { csvNames } from './csv-names.ts'
import { type CsvOptions, csvOptions, csvText } from './csv-text.ts'
import { followedSource } from './followed-source.ts'
import { joinedSource, joinProblems } from './joined-source.ts'
import { type SourceRecipe, type SourceWord, sourceRecipe } from './source.ts'
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
  columns: (options: Options, place) => csvNames(options, fileAt(options, place)),
  async check(options: Options, place) {
    const problem = fileProblem(options, place)
    if (problem !== undefined) return [{ path: ['path'], message: problem }]
    const header = await csvNames(options, fileAt(options, place))
    return [...(header ? columnProblems(options, header) : []), ...(await joinProblems(options, place))]
  },
  build(options: Options, place) {
    const whole = csvText(options, { ...place, open: fileAt(options, place) })
    const first = options.follow
      ? followedSource(options, place, whole, (name, columns) => new CsvFormat(name, options, columns))
      : whole
    return joinedSource(first, options, place, textFacts(options).live)
  },
}

/**
 * Reads a CSV file, decompressed if its name ends in .gz, or standard input (`path: '-'`).
 *
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const readCsv = (options: CsvOptions): SourceRecipe => sourceRecipe(csvSource, options)
