import { DataError } from '../errors.ts'
import type { ByteInput } from '../sources/byte-input.ts'
import { usualMissing } from '../sources/columns-argument.ts'
import { decodedText, type TextInput } from '../sources/decoded-text.ts'
import type { CsvOptions, NdjsonOptions } from '../sources/options.generated.ts'
import { stepsInSeason } from '../time/duration.ts'
import { lookAtCsv } from './look-at-csv.ts'

/** What a file was found to hold. Everything that a run depends on is in `source`, `cadence` and `seasons`. */
export interface Look {
  /** The source as in a pipeline file, its path the name of the file. */
  readonly source: { readonly csv: CsvOptions } | { readonly ndjson: NdjsonOptions }
  /** Columns whose texts, joined by a space, are the time. */
  readonly time: readonly string[]
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /** Columns that tell series apart; empty if there is one series. */
  readonly by: readonly string[]
  /** Time from one row of a series to the next, as `parseDuration` reads it; undefined if the steps are irregular. */
  readonly cadence: string | undefined
  /** Seasons in steps, the strongest first. */
  readonly seasons: readonly number[]
  /** Columns that are not used, each with the reason. */
  readonly left: readonly { readonly column: string; readonly why: string }[]
  /** Natural limits of the target, such as 0 for a count. */
  readonly bounds: { readonly min?: number; readonly max?: number }
  /** What was found, for people, a sentence each. */
  readonly notes: readonly string[]
  /** Options of the source that were a close decision: what else they could be, to be checked. */
  readonly checks: Readonly<Record<string, string>>
  /** Rows of the file, estimated if it was not read whole. */
  readonly rows: number
  readonly whole: boolean
  /** The number of series in the file. */
  readonly series: number
}

/** What the user knows about a file; it is not questioned. */
export interface LookHints {
  readonly time?: readonly string[] | undefined
  readonly targets?: readonly string[] | undefined
  readonly by?: readonly string[] | undefined
  readonly covariates?: readonly string[] | undefined
  readonly cadence?: string | undefined
  readonly encoding?: string | undefined
  readonly delimiter?: string | undefined
}

/**
 * Looks at a whole file and says what it holds: layout, time, targets, series, cadence and seasons. Browser-safe.
 *
 * @param name of the file, for errors and as the path of the source
 * @param open opens the file, once for each reading
 * @param hints what the user knows already
 * @throws DataError if there is nothing to forecast: the cell that stopped it, and what to do
 */
export async function lookAt(name: string, open: () => ByteInput, hints: LookHints = {}): Promise<Look> {
  const { encoding = 'utf-8' } = hints
  const found = await lookAtCsv(name, textOf(open(), name, encoding), 'write the pipeline by hand: rxcast list csv')
  const { entity, direction } = found.order
  if (entity) throw new DataError(`${name}: expected one row a time, got several: "${entity.name}" tells them apart`)
  if (direction === 'falling') throw new DataError(`${name}: expected the oldest row first, got the newest`)
  const { delimiter, decimal, clock, timeFormat, otherFormat, missing, others } = found
  const time = hints.time ?? [found.time]
  const targets = hints.targets ?? [found.target]
  const numbers = [found.target, ...others].filter((column) => !targets.includes(column))
  const covariates = hints.covariates ?? (numbers.length > maxCovariates || found.cadence === '1bd' ? [] : numbers)
  return {
    source: {
      csv: {
        path: name,
        time: time[0]!,
        ...(timeFormat === undefined ? {} : { timeFormat }),
        ...(clock === 'iso' ? {} : { clock }),
        ...(encoding === 'utf-8' ? {} : { encoding }),
        ...(delimiter === ',' ? {} : { delimiter }),
        ...(decimal === '.' ? {} : { decimal }),
        target: targets.length === 1 ? targets[0]! : targets,
        ...(covariates.length > 0 ? { covariates } : {}),
        ...(missing.length > 0 ? { missing: [...usualMissing, ...missing] } : {}),
      },
    },
    time,
    targets,
    covariates,
    by: hints.by ?? [],
    cadence: hints.cadence ?? found.cadence,
    seasons: usualSeasons(hints.cadence ?? found.cadence, found.rows),
    left: numbers.filter((column) => !covariates.includes(column)).map((column) => ({ column, why: 'another number' })),
    bounds: {},
    notes: [],
    checks: otherFormat === undefined ? {} : { timeFormat: `"${otherFormat}" fits as well: check it` },
    rows: found.rows,
    whole: true,
    series: 1,
  }
}

/** If there are more, none is used: each one widens every model. */
const maxCovariates = 6

/** The usual season of a cadence, if the file is long enough for two of them. */
function usualSeasons(cadence: string | undefined, rows: number): number[] {
  // Trading days have no usable season.
  if (cadence === undefined || cadence.endsWith('bd')) return []
  const steps = ['1y', '1d', '1w'].flatMap((season) => stepsOf(season, cadence))
  // A year of hours is too long to be useful; a day is the next best.
  return steps.filter((count) => count <= 366 && count * 2 <= rows).slice(0, 1)
}

/** Empty if the season is not longer than the cadence. */
function stepsOf(season: string, cadence: string): number[] {
  try {
    return [stepsInSeason(season, cadence)]
  } catch {
    return []
  }
}

const textOf = (input: ByteInput, name: string, encoding: string): TextInput => ({
  repeatable: input.repeatable,
  get bytesRead() {
    return input.bytesRead
  },
  get bytesTotal() {
    return input.bytesTotal
  },
  [Symbol.asyncIterator]: () => decodedText(input.bytes(), name, encoding),
})
