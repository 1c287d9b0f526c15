import { from, type OperatorFunction } from 'rxjs'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Reject } from '../../src/series/reject.ts'

export const dayMs = 86_400_000
/** 2024-01-01, a Monday. */
export const monday = Date.UTC(2024, 0, 1)

/** Observations a day apart with one value each. */
export const daily = (values: readonly number[], covariates: readonly (readonly number[])[] = []): Observation[] =>
  values.map((value, i) => ({ time: monday + i * dayMs, values: [value], covariates: covariates[i] ?? [] }))

/** An observation that was read from line `line` of `a.csv`. */
export const read = (line: number, time: number, value: number): Observation => ({
  time,
  values: [value],
  covariates: [],
  row: { place: { file: 'a.csv', line }, raw: [String(time), String(value)] },
})

/** All that an operator emits for what is given, synchronously; throws what it errors with. */
export function emitted<T, R>(values: Iterable<T>, operator: OperatorFunction<T, R>): R[] {
  const out: R[] = []
  let failure: unknown
  from(values)
    .pipe(operator)
    .subscribe({ next: (value) => out.push(value), error: (error) => (failure = error) })
  if (failure) throw failure
  return out
}

/** Observations at these times, each with its time as value. */
export const timed = (...times: number[]): Observation[] =>
  times.map((time) => ({ time, values: [time], covariates: [] }))

/** A ledger in which a source has booked `rows` rows, and what it rejects. */
export function booked(rows: number) {
  const rejects: Reject[] = []
  const ledger = new Ledger((reject) => rejects.push(reject))
  for (let i = 0; i < rows; i++) ledger.accept(false)
  return { ledger, rejects }
}
