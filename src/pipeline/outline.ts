import { defaultHorizon } from '../defaults/default-horizon.ts'
import type { CsvLook } from '../look/look-at-csv.ts'
import { usualMissing } from '../sources/columns-argument.ts'
import { stepsInSeason } from '../time/duration.ts'
import { yamlScalar } from './flow.ts'

/** Paths as they are to stand in the pipeline file, and what to call its outputs. */
export interface OutlinePaths {
  readonly csv: string
  readonly name: string
  /** Path of the JSON Schema, for the editor's sake. */
  readonly schema: string
}

/** More covariates than this are listed, not used: each widens every model. */
const mostCovariates = 6

/** A pipeline file, commented, for what was seen in a CSV file. */
export function outline(look: CsvLook, { csv, name, schema }: OutlinePaths): string {
  const { time, clock, timeFormat, otherFormat, missing, target, others, delimiter, decimal, cadence, positive, rows } =
    look
  // Prices move by shares of themselves, and what moved today says nothing about tomorrow.
  const price = cadence === '1bd' && positive
  const covariates = price || others.length > mostCovariates ? [] : others
  const unused = others.filter((column) => !covariates.includes(column))
  const season = seasonOf(cadence, rows)
  const horizon = defaultHorizon(cadence)

  const lines = [
    `# yaml-language-server: $schema=${schema}`,
    `# Run it:    rxcast run THIS-FILE          Watch it:  rxcast run THIS-FILE --dashboard`,
    `# Check it:  rxcast check THIS-FILE        Words:     rxcast list`,
    'source:',
    '  csv:',
    `    path: ${yamlScalar(csv)} # counts from this file; .gz is read too, - is standard input`,
    `    time: ${yamlScalar(time)}`,
    ...(timeFormat === undefined ? [] : [`    timeFormat: ${formatLine(timeFormat, otherFormat)}`]),
    ...(clock === 'iso' ? [] : [`    clock: ${clock} # since 1970`]),
    ...(delimiter === ',' ? [] : [`    delimiter: ${JSON.stringify(delimiter)}`]),
    ...(decimal === '.' ? [] : [`    decimal: ${JSON.stringify(decimal)}`]),
    `    target: ${yamlScalar(target)} # what to forecast; a list [a, b] forecasts several`,
    ...(covariates.length > 0
      ? [
          `    covariates: [${covariates.map(yamlScalar).join(', ')}] # known at the same time; they help where they lead`,
        ]
      : []),
    ...(missing.length > 0
      ? [`    missing: [${[...usualMissing, ...missing].map((text) => JSON.stringify(text)).join(', ')}]`]
      : []),
    ...(unused.length > 0 ? [`    # other numbers: ${unused.map(yamlScalar).join(', ')}`] : []),
    'steps:',
    '  - inOrder # each time once, in rising order; what goes backward is rejected',
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
    : `${JSON.stringify(format)} # nothing tells it from ${JSON.stringify(other)} here: check it`

function gaps(cadence: string | undefined): string[] {
  if (cadence === undefined)
    return ['  # - fillGaps: 1d # the steps are irregular: name the cadence, where there is one']
  if (cadence === '1bd')
    return ['  # - fillGaps: 1bd # would count holidays as missing days; without it a step is the next trading day']
  return [`  - fillGaps: ${cadence} # so that a step is always the same time; long gaps restart the clock`]
}

/** The season that usually goes with a cadence, where the file is long enough to hold two. */
function seasonOf(cadence: string | undefined, rows: number): string | undefined {
  // Trading days have no season worth the name.
  if (cadence === undefined || cadence === '1bd') return undefined
  return ['1y', '1d', '1w'].find((season) => {
    const steps = stepsOf(season, cadence)
    // A year of hours is too long a season to be of use; a day of them is the next best.
    return steps <= 366 && steps * 2 <= rows
  })
}

/** NaN where the season is not longer than the cadence. */
function stepsOf(season: string, cadence: string): number {
  try {
    return stepsInSeason(season, cadence)
  } catch {
    return Number.NaN
  }
}
