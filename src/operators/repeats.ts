import { isMissing } from '../series/is-missing.ts'
import type { Observation } from '../series/observation.ts'
import { visitObservation } from '../series/visit-observation.ts'
import type { Fields } from '../state/fields.ts'

/** What is made of several observations with the same time. */
export type Duplicates = 'first' | 'last' | 'mean'

/** An observation that repeats of its time can still change. */
export interface Held extends Observation {
  /** For a mean: how many numbers each of `values`, `covariates`, `known` and `elsewhere` was made of, in this order. */
  readonly counts?: Float64Array | undefined
}

/**
 * An observation with a repeat of its time put in: of each column the last number, or the mean of those there are. What
 * was issued about the time more than once is left as it is, since each issue counts on its own.
 */
export function withRepeat(held: Held, repeat: Observation, way: 'last' | 'mean'): Held {
  const counts = held.counts ?? new Float64Array(0)
  const next: number[] = []
  const put = (before: ArrayLike<number> = [], after: ArrayLike<number> = [], keep = false) =>
    Float64Array.from(before, (old, i) => {
      const number = keep ? Number.NaN : (after[i] ?? Number.NaN)
      const had = Number.isNaN(old) ? 0 : (counts[next.length] ?? 1)
      if (Number.isNaN(number)) {
        next.push(had)
        return old
      }
      next.push(had + 1)
      // Not the sum by the count, which could overflow.
      return way === 'last' || had === 0 ? number : old + (number / (had + 1) - old / (had + 1))
    })
  const issued = repeat.issued !== undefined
  const { known, elsewhere } = held
  return {
    ...held,
    values: put(held.values, repeat.values),
    covariates: put(held.covariates, repeat.covariates),
    ...(known && { known: put(known, repeat.known, issued) }),
    ...(elsewhere && { elsewhere: put(elsewhere, repeat.elsewhere, issued) }),
    ...(way === 'last' && repeat.row && { row: repeat.row }),
    ...(repeat.live && { live: true }),
    ...(way === 'mean' && { counts: Float64Array.from(next) }),
  }
}

/** Whether a repeat has brought the targets that were missing. */
export const isCompleted = (before: Observation, after: Observation): boolean => isMissing(before) && !isMissing(after)

/** The observation, which no repeat can change any more. */
export function released(held: Held): Observation {
  if (!held.counts) return held
  const { counts: _, ...observation } = held
  return observation
}

/** Visits an observation that repeats can still change. */
export function visitHeld(fields: Fields, held?: Held): Held {
  const observation = visitObservation(fields, held)
  const counts = fields.optional('counts', held?.counts, (inner, numbers = new Float64Array(0)) =>
    inner.array('numbers', numbers, count),
  )
  return counts ? { ...observation, counts } : observation
}

/** A number of numbers. */
const count = { holds: (x: number) => x >= 0 && x < Number.MAX_SAFE_INTEGER, expected: 'numbers of repeats' }
