import fc from 'fast-check'
import type { Observation } from '../../src/series/observation.ts'
import { share } from '../fuzz/fuzz.ts'
import { dayMs, monday } from '../operators/observe.ts'

/** How late a row of a day may be, in days. */
export const lateness = 4

/** A day of a series, and what becomes of its row on the way. */
interface Day {
  /** Undefined for a gap, null for a missing value. */
  readonly value: number | null | undefined
  /** Days that its row is late, less than the lateness. */
  readonly late: number
  /** A second row of the day, so much later. */
  readonly again: number | undefined
  /** A row between two days that comes too late. */
  readonly tooLate: number | undefined
}
/** Several series, and where their stream is stopped. */
export interface Interleaved {
  /** Days by series. */
  readonly series: readonly (readonly Day[])[]
  /** Shares of the stream after which it is stopped. */
  readonly stops: readonly number[]
}
/** A row, and the day on which it arrives. */
export type Row = Observation & { readonly arrives: number }

const day: fc.Arbitrary<Day> = fc.record({
  value: fc.oneof({ weight: 12, arbitrary: fc.integer({ min: -50, max: 50 }) }, fc.constantFrom(null, undefined)),
  late: fc.oneof(fc.constant(0), fc.constantFrom(0.5, 1, 1.5, 2, 3, 3.9)),
  again: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, fc.constantFrom(0.1, 0.9)),
  tooLate: fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, fc.constantFrom(1, 3, 20)),
})
const gap = fc
  .integer({ min: 1, max: 12 })
  .map((length): Day[] =>
    Array.from({ length }, () => ({ value: undefined, late: 0, again: undefined, tooLate: undefined })),
  )
const days = fc
  .array(fc.oneof({ weight: 15, arbitrary: day.map((one) => [one]) }, gap), { minLength: 3, maxLength: 45 })
  .map((parts) => parts.flat())
/** @param most series */
export const interleaved = (most: number): fc.Arbitrary<Interleaved> =>
  fc.record({
    series: fc.array(days, { minLength: 1, maxLength: most }),
    stops: fc.array(share, { minLength: 1, maxLength: 4 }),
  })

const rowOf = (time: number, value: number | null, arrives: number, key: string): Row => ({
  time: monday + time * dayMs,
  values: [value ?? Number.NaN],
  covariates: [],
  key: [key],
  arrives,
})
/** The key of a series. */
export const keyOf = (i: number) => 'abc'[i]!

/** The rows of a series in order of time, each time once. */
export const clean = (series: readonly Day[], key: string) =>
  series.flatMap(({ value }, i) => (value === undefined ? [] : rowOf(i, value, i, key)))

/** The rows in the order in which they arrive. */
export function stream({ series }: Interleaved): Row[] {
  const rows = series.flatMap((days, s) =>
    days.flatMap(({ value, late, again, tooLate }, i) => {
      if (value === undefined) return []
      const arrives = i + late
      const first = rowOf(i, value, arrives, keyOf(s))
      const second =
        again === undefined ? [] : rowOf(i, (value ?? 0) + 1000, arrives + again * (lateness - late), keyOf(s))
      // The latest row by then says how far time has come.
      const after = tooLate === undefined ? Number.POSITIVE_INFINITY : i + lateness + tooLate
      const passed = days.some((other, j) => other.value !== undefined && j >= i + lateness && j + other.late < after)
      return [first, second, passed ? rowOf(i - 0.25, 2000, after, keyOf(s)) : []].flat()
    }),
  )
  return rows.sort((a, b) => a.arrives - b.arrives)
}
