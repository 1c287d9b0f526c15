import type { z } from 'zod'
import { csvOptions, csvText } from './csv.ts'
import type { SourceWord } from './source.ts'
import { fileAt } from './text-chunks.ts'

/** The source word `csv`: reads a CSV file, or standard input as it comes. */
export const csvSource: SourceWord = {
  name: 'csv',
  summary: 'Reads a CSV file with a header, or standard input, row by row.',
  argument: csvOptions,
  example: {
    path: '../data/seattle-weather.csv',
    time: 'date',
    target: 'temp_max',
    covariates: ['precipitation', 'wind'],
  },
  build: (options: z.output<typeof csvOptions>, place) => csvText(options, place.strict, fileAt(options, place)),
}
