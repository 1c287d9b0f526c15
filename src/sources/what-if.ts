import { keyText } from '../series/key-text.ts'
import { Ledger } from '../series/ledger.ts'
import type { Observation, Row } from '../series/observation.ts'
import type { Reading, Source } from './source.ts'

/** Other values of the columns known ahead at one time of a series. */
export interface OtherRow {
  readonly key?: readonly string[] | undefined
  readonly time: number
  /** One value a known column; NaN leaves the value of the source. */
  readonly known: Float64Array
  /** The row it was read from. */
  readonly row: Row
}

/** The series of a source by the text of their keys, each with its last time that is not of the future. */
export async function lastTimes(source: Source): Promise<ReadonlyMap<string, number>> {
  const last = new Map<string, number>()
  for await (const batch of source.open(new Ledger(), new AbortController().signal).batches)
    for (const { future, key, time } of batch) {
      const series = keyText(key)
      if (!future) last.set(series, Math.max(time, last.get(series) ?? time))
    }
  return last
}

/**
 * A source that tells other values of its columns known ahead, from the last row of each series on: forecasts made
 * before are the same. It cannot go on from a position.
 *
 * @param rows for later times than the last of their series
 */
export function whatIf(source: Source, rows: readonly OtherRow[], last: ReadonlyMap<string, number>): Source {
  const bySeries = new Map<string, OtherRow[]>()
  for (const row of rows) {
    const series = keyText(row.key)
    bySeries.set(series, [...(bySeries.get(series) ?? []), row])
  }
  return {
    ...source,
    peek: (count) => source.peek(count),
    open(ledger, signal, maxBatch) {
      const reading = source.open(ledger, signal, maxBatch)
      const left = new Map(bySeries)
      const around = (observation: Observation): Observation[] => {
        const { future, issued, key, time } = observation
        const series = keyText(key)
        if (future && issued === last.get(series)) {
          const other = bySeries.get(series)?.find((row) => row.time === time)
          return [other ? { ...observation, known: either(other.known, observation.known!) } : observation]
        }
        const others = left.get(series)
        if (future || !others || time !== last.get(series)) return [observation]
        left.delete(series)
        return [observation, ...others.map((row) => rowOfFuture(row, observation))]
      }
      const batches = async function* () {
        for await (const batch of reading.batches) yield batch.flatMap(around)
      }
      // Its other fields change while it is read.
      return Object.create(reading, { batches: { value: batches() }, position: { value: undefined } }) as Reading
    },
  }
}

const rowOfFuture = (row: OtherRow, { covariates = [], elsewhere, time, values }: Observation): Observation => ({
  ...row,
  values: missing(values),
  covariates: missing(covariates),
  elsewhere: elsewhere && missing(elsewhere),
  issued: time,
  future: true,
})

/** The first numbers if they are known, else the others. */
const either = (first: Float64Array, others: ArrayLike<number>) =>
  first.map((value, i) => (Number.isNaN(value) ? others[i]! : value))

const missing = ({ length }: ArrayLike<number>) => new Float64Array(length).fill(Number.NaN)
