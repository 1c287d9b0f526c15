import { guessCadence } from '../time/guess-cadence.ts'
import type { CodedColumn } from './coded-column.ts'
import { namesSeries, namesTime, neverSeries } from './column-names.ts'

/** The columns that tell the series of a table apart. */
export interface SeriesKeys {
  readonly columns: readonly string[]
  /** The number of series. */
  readonly count: number
  /** The series of each row, from 0. */
  readonly of: Int32Array
}

/** Least share of rows that a key must make unique, together with the time; files contain rows twice. */
const unique = 0.97
/** Least share of rows with a time that another row has too; clocks that go back repeat an hour a year. */
const shared = 0.02
/** Least number of rows of a series, on average. */
const leastRows = 3
/** Columns tried together: the more, the more combinations. */
const mostTogether = 3
const mostCandidates = 10

/**
 * Finds the columns that tell series apart: those that, together with the time, make rows unique, and whose series are
 * long and without many holes, so that a remark on some rows is not one. Words come before numbers, fewer columns before
 * more, then fewer series.
 *
 * @param times of all rows
 * @param columns candidates, the less likely last
 * @returns undefined if there is one series, or if nothing tells rows of the same time apart
 */
export function seriesKeys(times: Float64Array, columns: readonly CodedColumn[]): SeriesKeys | undefined {
  const candidates = columns
    .filter(
      ({ name, texts }) =>
        texts.length > 1 && texts.length * leastRows <= times.length && !namesTime(name) && !neverSeries(name),
    )
    .sort((a, b) => Number(b.words) - Number(a.words) || a.texts.length - b.texts.length)
    .slice(0, mostCandidates)
  if (candidates.length === 0) return undefined
  const at = timeIndices(times)
  const isShared = times.length - at.distinct > shared * times.length
  if (!isShared) return apartInTime(times, candidates)
  const some = rowsOfSharedTimes(at)
  for (let together = 1; together <= mostTogether; together++) {
    for (const group of combinations(candidates, together)) {
      if (!tellsApart(group, at.of, some)) continue
      const found = grouped(group)
      if (found.count * leastRows > times.length) continue
      if (!tellsApart(group, at.of)) continue
      if (group.every(({ name }) => namesSeries(name)) ? covers(found, at, 0.1) : covers(found, at, 0.5)) return found
    }
  }
  return undefined
}

/** A column that tells nearly all rows of the same time apart, whether or not it names series. */
export function apartBy({ times, codes }: { times: Float64Array; codes: readonly CodedColumn[] }): string | undefined {
  const at = timeIndices(times)
  return codes.find((column) => tellsApart([column], at.of))?.name
}

/** Series whose rows never have the same time, such as sensors that report in turn: told by their names only. */
function apartInTime(times: Float64Array, candidates: readonly CodedColumn[]): SeriesKeys | undefined {
  for (const column of candidates) {
    if (!namesSeries(column.name)) continue
    const found = grouped([column])
    if (found.count * 8 > times.length) continue
    const own = timesOfSeries(times, found)
    const overlap = own.reduce((sum, series) => sum + spanOf(series), 0) / spanOf(times)
    const steady = own.filter((series) => guessCadence(series.slice(0, 500)).cadence !== undefined).length
    if (overlap >= 1.5 && steady >= 0.8 * own.length) return found
  }
  return undefined
}

/** The times of the rows of each series. */
export function timesOfSeries(times: Float64Array, { count, of }: SeriesKeys): number[][] {
  const own: number[][] = Array.from({ length: count }, () => [])
  for (let row = 0; row < times.length; row++) own[of[row]!]!.push(times[row]!)
  return own
}

interface TimeIndices {
  /** Index of the time of each row in the rising list of different times. */
  readonly of: Int32Array
  readonly distinct: number
}

function timeIndices(times: Float64Array): TimeIndices {
  const rising = times.slice().sort()
  let distinct = 0
  for (const time of rising) if (distinct === 0 || time !== rising[distinct - 1]) rising[distinct++] = time
  const different = rising.subarray(0, distinct)
  const of = new Int32Array(times.length)
  // Rows are nearly always at the time of the row before, or at the next.
  let at = 0
  for (let row = 0; row < times.length; row++) {
    if (different[at + 1] === times[row]) at++
    else if (different[at] !== times[row]) at = placeIn(different, times[row]!)
    of[row] = at
  }
  return { of, distinct }
}

/** Index of a number in a rising list that has it. */
function placeIn(rising: Float64Array, number: number): number {
  let [low, high] = [0, rising.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (rising[middle]! < number) low = middle + 1
    else high = middle
  }
  return low
}

/** The rows of some of the times that several rows have: enough to refuse most candidates. */
function rowsOfSharedTimes({ of, distinct }: TimeIndices): Int32Array {
  const rows = new Int32Array(distinct)
  for (const time of of) rows[time]!++
  const several = [...rows.keys()].filter((time) => rows[time]! > 1)
  const stride = Math.max(1, Math.floor(several.length / 300))
  const chosen = new Set(several.filter((_, i) => i % stride === 0))
  const found: number[] = []
  for (let row = 0; row < of.length; row++) if (chosen.has(of[row]!)) found.push(row)
  return Int32Array.from(found)
}

/** Whether the columns and the time together are different in nearly all rows. */
function tellsApart(
  group: readonly CodedColumn[],
  times: Int32Array,
  rows: Int32Array | undefined = undefined,
): boolean {
  const count = rows?.length ?? times.length
  const seen = new Set<number>()
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[i]! : i
    let code = times[row]!
    for (const { codes, texts } of group) code = code * texts.length + codes[row]!
    seen.add(code)
  }
  return seen.size >= unique * count
}

/** The series of each row, numbered in the order in which they appear. */
export function grouped(group: readonly CodedColumn[]): SeriesKeys {
  const known = new Map<number, number>()
  const of = Int32Array.from(group[0]!.codes, (_, row) => {
    let code = 0
    for (const { codes, texts } of group) code = code * texts.length + codes[row]!
    const series = known.get(code) ?? known.size
    known.set(code, series)
    return series
  })
  return { columns: group.map(({ name }) => name), count: known.size, of }
}

/** Whether most series have a row at most times of the file between their first and last. */
function covers({ count, of }: SeriesKeys, { of: times }: TimeIndices, least: number): boolean {
  const first = new Int32Array(count).fill(2 ** 31 - 1)
  const last = new Int32Array(count).fill(-1)
  const rows = new Int32Array(count)
  for (let row = 0; row < of.length; row++) {
    const series = of[row]!
    const time = times[row]!
    rows[series]!++
    if (time < first[series]!) first[series] = time
    if (time > last[series]!) last[series] = time
  }
  const good = rows.filter((own, i) => own >= leastRows && own >= least * (last[i]! - first[i]! + 1)).length
  return good >= 0.75 * count
}

function combinations(columns: readonly CodedColumn[], size: number): CodedColumn[][] {
  if (size === 0) return [[]]
  return columns.flatMap((column, i) => combinations(columns.slice(i + 1), size - 1).map((rest) => [column, ...rest]))
}

/** From the earliest to the latest. */
function spanOf(times: ArrayLike<number>): number {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (let i = 0; i < times.length; i++) {
    if (times[i]! < first) first = times[i]!
    if (times[i]! > last) last = times[i]!
  }
  return last - first
}
