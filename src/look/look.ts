import { type OutcomeOption, parseOutcomes } from '../outcomes/parse-outcomes.ts'
import type { ByteInput } from '../sources/byte-input.ts'
import type { CsvOptions, NdjsonOptions } from '../sources/options.generated.ts'
import { isBusiness, parseDuration } from '../time/duration.ts'
import { hasOffset } from '../time/time-format.ts'
import { choiceOf, chooseTime, type TimeChoice, timeChecks, timeOptions } from './choose-time.ts'
import { mayBeKey } from './coded-column.ts'
import { chooseCovariates, type Known, type Left, possibleTargets } from './column-roles.ts'
import { type Column, columnsOf } from './columns.ts'
import { knownAhead } from './known-ahead.ts'
import { lastRows, toldAfter } from './last-rows.ts'
import { checkNames, type LookHints, withRules } from './look-hints.ts'
import { type NaturalBounds, naturalBounds } from './natural-bounds.ts'
import { notesOf } from './notes.ts'
import { classesOf, outcomeOf, withBlanks } from './outcome-columns.ts'
import { partsInput } from './parts-input.ts'
import { putTogether } from './put-together.ts'
import { noNumbers, noneUntil, noTimes, notNumbers, oneRow, severalRowsATime, singleEvents } from './refusals.ts'
import { isLog, rowOrder } from './row-order.ts'
import { type Sample, sampleOf } from './sample.ts'
import { apartBy, grouped, seriesKeys } from './series-keys.ts'
import { cadenceOf, seasonsOf } from './steps-of-time.ts'
import { type WholeTable, wholeTable } from './whole-table.ts'
import { refuseWide } from './wide-table.ts'
import { zoneOfCells } from './zone-of-cells.ts'
import { zoneOfRepeats } from './zone-of-repeats.ts'

/** What a file was found to hold. Everything that a run depends on is in `source`, `cadence` and `seasons`. */
export interface Look {
  /** The source as in a pipeline file, its path the name of the file. */
  readonly source: { readonly csv: CsvOptions } | { readonly ndjson: NdjsonOptions }
  /** Columns whose texts, joined by a space, are the time. */
  readonly time: readonly string[]
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /** Columns whose values go on after the last target. */
  readonly known: readonly string[]
  /** Columns that tell series apart; empty if there is one series. */
  readonly by: readonly string[]
  /** Time from one row of a series to the next, as `parseDuration` reads it; undefined if the steps are irregular. */
  readonly cadence: string | undefined
  /** Seasons in steps, the strongest first. */
  readonly seasons: readonly number[]
  /** Names of all columns. */
  readonly columns: readonly string[]
  /** Whether probabilities are forecast, as the option of `forecast`; absent if numbers are. */
  readonly outcome?: OutcomeOption
  /** Columns of numbers, the likeliest target first. */
  readonly numbers: readonly string[]
  /** Columns that are not used, each with the reason. */
  readonly left: readonly Left[]
  /** What the values of each target can be, such as 0 or more for a count. */
  readonly bounds: readonly NaturalBounds[]
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

/**
 * Looks at a whole file and says what it holds: layout, time, targets, series, cadence and seasons. Browser-safe.
 *
 * @param name of the file, for errors and as the path of the source
 * @param open opens the file, once for each reading
 * @param given what the user knows already
 * @throws DataError if there is nothing to forecast: the cell that stopped it, and what to do; ConfigError if a hint
 * names a column that does not exist
 */
export async function lookAt(name: string, open: () => ByteInput, given: LookHints = {}): Promise<Look> {
  const hints = withRules(given)
  const sample = await sampleOf(name, open, hints)
  checkNames(name, sample.header, hints)
  const { columns, style } = columnsOf(sample)
  if (!hints.time) refuseWide(name, sample, columns)
  let time = timeOf(columns, hints)
  if (!time) throw noTimes(name, columns, hints.time)
  const known: Known = { columns, ...timesOf(time, sample), by: hints.by ?? [] }
  const { classes, blanks } = classesOf(sample, columns, hints)
  const worded = classes && { classes }
  const cells = (names: readonly string[]) => withBlanks(style.optionsOf(names), blanks)
  let layout = { ...(sample.layout as Partial<CsvOptions>), path: name, ...timeOptions(time), ...hints.rows, ...worded }
  parseOutcomes(hints.outcome ?? false, { targets: hints.targets ?? [], classes })

  const {
    targets: [likely, second],
  } = possibleTargets(known)
  const wordy = columns.filter(
    (column) => hints.targets?.includes(column.name) && !column.numbers && !classes?.[column.name],
  )
  // An empty target does not keep the others from being forecast.
  const words = wordy.find(({ empty }) => !empty) ?? (wordy.length === hints.targets?.length ? wordy[0] : undefined)
  if (words) throw notNumbers(name, words, hints.outcome !== false)
  if (!hints.targets && !likely) throw noNumbers(name, columns, time.columns)
  const read = (targets: readonly string[]) => readAll(sample, { ...layout, ...cells(targets) }, targets, open, known)
  let targets = hints.targets ?? [likely!.name]
  let whole = await read(targets)
  if (whole.times.length === 0 && hints.rows?.until !== undefined) {
    const { until, ...rest } = layout
    const all = await readAll(sample, { ...rest, ...cells(targets) }, targets, open, known)
    if (all.times.length > 0) throw noneUntil(name, hints.rows.until, all.times)
  }
  let keys = keysOf(whole, targets, hints, !hints.targets && second !== undefined)
  if (keys?.columns.includes(targets[0]!)) {
    // The likeliest number tells series apart.
    targets = [possibleTargets({ ...known, by: keys.columns }).targets[0]!.name]
    whole = await read(targets)
    keys = keysOf(whole, targets, hints)
  }

  const zone =
    keys === undefined && hints.rows?.zone === undefined && hasNoZone(time) ? zoneOfRepeats(whole.times) : undefined
  if (zone !== undefined) {
    time = { ...time, style: { ...time.style, zone } }
    layout = { ...layout, zone }
    whole = await read(targets)
  }

  const together = (hints.rows?.sum ?? hints.rows?.mean) !== undefined
  const told = toldAfter(columns, known.times, [...time.columns, ...targets, ...(keys?.columns ?? [])])
  const last = hints.rows?.until === undefined ? lastRows(whole, targets.join(', '), together, told) : undefined
  if (last?.until !== undefined) {
    layout = { ...layout, until: last.until }
    whole = await read(targets)
    keys = keysOf(whole, targets, hints)
  }

  if (whole.times.length === 1 && hints.cadence === undefined) throw oneRow(name, whole.times[0]!)
  const by = keys?.columns ?? []
  const order = rowOrder(whole.times, whole.values[0]!, keys)
  if (order.clash)
    throw severalRowsATime(name, time, order, hints, apartBy(whole), putTogether(name, targets, hints, whole.times))
  const { targets: possible, left } = possibleTargets({ ...known, by })
  const steps = hints.cadence === undefined ? cadenceOf(whole.times, keys, zoneOfTimes(time)) : undefined
  const cadence = hints.cadence ?? steps?.cadence
  if (cadence === undefined && !keys && isLog(order, whole.times))
    throw singleEvents(name, time, putTogether(name, targets, hints))
  const others = chooseCovariates(possible, targets, cadence !== undefined && isBusiness(parseDuration(cadence)))
  const ahead = hints.covariates || together ? [] : knownAhead(others.targets, known.times, last)
  const names = hints.covariates ?? others.targets.map((column) => column.name)
  const covariates = names.filter((name) => !ahead.includes(name))
  const used = [...targets, ...covariates, ...ahead]
  const { until, ...rest } = layout
  // Rows of the future are read for what is known ahead.
  if (ahead.length > 0) layout = last!.end < Infinity ? { ...rest, until: new Date(last!.end).toISOString() } : rest
  const column = (name: string) => columns.find((column) => column.name === name)!
  const { outcome, why } = outcomeOf(name, targets, whole.values, hints.outcome, classes)
  const checks = {
    ...style.checksOf(used),
    ...timeChecks(time),
    ...(layout.until === undefined || !last ? {} : { until: last.why }),
    ...(ahead.length > 0 ? { known: 'filled after the last target; make it covariates if it is measured' } : {}),
    ...(why === undefined ? {} : { outcome: why }),
  }
  return {
    source: sourceOf(sample, {
      ...layout,
      ...cells(used),
      target: targets.length === 1 ? targets[0]! : targets,
      ...(covariates.length > 0 ? { covariates } : {}),
      ...(ahead.length > 0 ? { known: ahead } : {}),
      ...(by.length > 0 ? { by: by.length === 1 ? by[0]! : by } : {}),
      ...(order.late > 0 ? { sort: true } : {}),
    }),
    time: time.columns,
    targets,
    covariates,
    known: ahead,
    ...(outcome && { outcome }),
    by,
    cadence,
    seasons: seasonsOf(whole, keys, cadence),
    columns: sample.header,
    numbers: possible.map((column) => column.name),
    left: [...left, ...others.left].filter(({ column }) => !used.includes(column)),
    bounds: targets.map((target, i) => (outcome ? {} : naturalBounds(column(target), whole.values[i]!))),
    notes: [
      ...sample.notes,
      ...notesOf(time, column(targets.find((target) => column(target).numbers) ?? targets[0]!), keys, order, whole),
      ...(steps?.notes ?? []),
      ...(last && layout.until === undefined ? [last.why] : []),
      ...Object.entries(checks).map(([option, check]) => `${option}: ${check}`),
    ],
    checks,
    rows: sample.count,
    whole: sample.whole,
    series: keys?.count ?? 1,
  }
}

const timeOf = (columns: readonly Column[], { time }: LookHints): TimeChoice | undefined =>
  time ? choiceOf(time.map((name) => columns.find((column) => column.name === name)!)) : chooseTime(columns)

const timesOf = (time: TimeChoice, { rows }: Sample) => ({
  time: time.columns,
  times: time.times,
  lines: rows.map(({ line }) => line),
})

const zoneOfTimes = (time: TimeChoice) =>
  time.style.zone === 'UTC' ? undefined : (time.style.zone ?? zoneOfCells(time))

const hasNoZone = ({ style: { clock, timeFormat = '', zone } }: TimeChoice) =>
  clock === 'iso' && zone === undefined && !hasOffset(timeFormat)

/** Reads all rows, or those of some parts if the file is large. */
function readAll(
  sample: Sample,
  layout: Omit<CsvOptions, 'target'>,
  target: readonly string[],
  open: () => ByteInput,
  { by, columns, time }: Known,
): Promise<WholeTable> {
  const coded = columns.filter((column) => !time.includes(column.name) && mayBeKey(column, sample.count))
  const options = { ...layout, target, by }
  if (sample.whole) return wholeTable(sample.format, options, open, coded)
  const { encoding = 'utf-8', ...utf8 } = options
  return wholeTable(sample.format, utf8, partsInput(layout.path, open, encoding), coded)
}

/** @param spare whether a target may be a key, since another can take its place */
function keysOf({ times, codes }: WholeTable, targets: readonly string[], { by }: LookHints, spare = false) {
  if (by) return by.length === 0 ? undefined : grouped(codes)
  const others = codes.filter((column) => !targets.includes(column.name))
  return seriesKeys(times, others) ?? (spare && others.length < codes.length ? seriesKeys(times, codes) : undefined)
}

function sourceOf({ format }: Sample, options: CsvOptions): Look['source'] {
  return format === 'csv' ? { csv: options } : { ndjson: options as NdjsonOptions }
}
