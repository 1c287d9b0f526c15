import { defaultHorizon } from '../defaults/by-cadence.ts'
import type { CsvLook } from '../look/look-at-csv.ts'
import { usualMissing } from '../sources/columns-argument.ts'
import { stepsInSeason } from '../time/duration.ts'
import { yamlScalar } from './flow.ts'

/** Paths as written in the pipeline file, and the name of its outputs. */
export interface OutlinePaths {
  readonly csv: string
  readonly name: string
  /** Path of the JSON Schema, for editors. */
  readonly schema: string
}

/** If there are more, they are listed in a comment and not used: each one widens every model. */
const maxCovariates = 6

/** A commented pipeline file for a CSV file, from a guess at its content. */
export function outline(look: CsvLook, { csv, name, schema }: OutlinePaths): string {
  const { time, clock, timeFormat, otherFormat, missing, target, others, delimiter, decimal, cadence, positive, rows } =
    look
  // Prices change in proportion to their level, and today's other numbers do not help to forecast tomorrow's.
  const price = cadence === '1bd' && positive
  const covariates = price || others.length > maxCovariates ? [] : others
  const unused = others.filter((column) => !covariates.includes(column))
  const season = seasonOf(cadence, rows)
  const horizon = defaultHorizon(cadence)

  const lines = [
    `# yaml-language-server: $schema=${schema}`,
    `# Run it:    rxcast run THIS-FILE          Watch it:  rxcast run THIS-FILE --dashboard`,
    `# Check it:  rxcast check THIS-FILE        Words:     rxcast list`,
    'source:',
    '  csv:',
    `    path: ${yamlScalar(csv)} # relative to this file; .gz is decompressed, - is standard input`,
    `    time: ${yamlScalar(time)}`,
    ...(timeFormat === undefined ? [] : [`    timeFormat: ${formatLine(timeFormat, otherFormat)}`]),
    ...(clock === 'iso' ? [] : [`    clock: ${clock} # since 1970`]),
    ...(delimiter === ',' ? [] : [`    delimiter: ${JSON.stringify(delimiter)}`]),
    ...(decimal === '.' ? [] : [`    decimal: ${JSON.stringify(decimal)}`]),
    `    target: ${yamlScalar(target)} # what to forecast; a list [a, b] forecasts several`,
    ...(covariates.length > 0
      ? [
          `    covariates: [${covariates.map(yamlScalar).join(', ')}] # known at the same time; they help if they lead the target`,
        ]
      : []),
    ...(missing.length > 0
      ? [`    missing: [${[...usualMissing, ...missing].map((text) => JSON.stringify(text)).join(', ')}]`]
      : []),
    ...(unused.length > 0 ? [`    # other numbers: ${unused.map(yamlScalar).join(', ')}`] : []),
    'steps:',
    '  - inOrder # each time once, in rising order; late rows are rejected',
    ...gaps(cadence),
    `  - forecast: { ${[
      `horizon: ${horizon}`,
      ...(season === undefined ? [] : [`season: ${season}`]),
      ...(price ? ['scale: log'] : []),
      'intervals: [0.8, 0.95]',
    ].join(', ')} }`,
    '  - score # each forecast when its target arrives, beside persistence and seasonal naive',
    'sinks:',
    `  - csv: ${yamlScalar(`out/${name}.csv`)} # a row for each origin and lead`,
    `  - report: ${yamlScalar(`out/${name}.html`)} # a page that opens from disk`,
  ]
  return `${lines.join('\n')}\n`
}

const formatLine = (format: string, other: string | undefined) =>
  other === undefined
    ? JSON.stringify(format)
    : `${JSON.stringify(format)} # ${JSON.stringify(other)} fits as well: check it`

function gaps(cadence: string | undefined): string[] {
  if (cadence === undefined) return ['  # - fillGaps: 1d # the steps are irregular: name the cadence, if there is one']
  if (cadence === '1bd')
    return ['  # - fillGaps: 1bd # would count holidays as missing days; without it a step is the next trading day']
  return [`  - fillGaps: ${cadence} # makes all steps equally long; forecasting restarts after a long gap`]
}

/** The usual season of a cadence, if the file is long enough for two of them. */
function seasonOf(cadence: string | undefined, rows: number): string | undefined {
  // Trading days have no usable season.
  if (cadence === undefined || cadence === '1bd') return undefined
  return ['1y', '1d', '1w'].find((season) => {
    const steps = stepsOf(season, cadence)
    // A year of hours is too long to be useful; a day is the next best.
    return steps <= 366 && steps * 2 <= rows
  })
}

/** NaN if the season is not longer than the cadence. */
function stepsOf(season: string, cadence: string): number {
  try {
    return stepsInSeason(season, cadence)
  } catch {
    return Number.NaN
  }
}
