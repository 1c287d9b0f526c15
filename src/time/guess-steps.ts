/** A calendar that was recognised. */
export interface Calendar {
  /** As `parseDuration` reads it. */
  readonly cadence: string
  /** Rows that are not on it: on another day, or at another hour. */
  readonly exceptions: number
  /** What was found, for people, a sentence each. */
  readonly notes: readonly string[]
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Round lengths of a step, shortest first. */
const round = [
  ...[10, 20, 50, 100, 200, 250, 500],
  ...[1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30].map((count) => count * second),
  ...[1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30].map((count) => count * minute),
  ...[1, 2, 3, 4, 6, 8, 12].map((count) => count * hour),
]

/** Differences between neighbours. */
export function stepsOf(numbers: Float64Array): Float64Array {
  const steps = new Float64Array(Math.max(0, numbers.length - 1))
  for (let i = 0; i < steps.length; i++) steps[i] = numbers[i + 1]! - numbers[i]!
  return steps
}

/** The one that occurs most often, the first of several. */
export function commonest(numbers: Float64Array): number | undefined {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}

/** The middle one; the upper of two. */
export const median = (numbers: Float64Array): number => numbers.slice().sort()[numbers.length >> 1]!

/** Share of steps that are whole multiples of one. */
export function shareOfMultiples(steps: Float64Array, one: number): number {
  let count = 0
  for (const step of steps) if (step % one === 0) count++
  return count / steps.length
}

/** A row may be early or late by this share of a step, so that two in a row differ by at most twice that. */
const jitter = 0.2

/**
 * The round step, such as a minute, of times that are a little early or late.
 *
 * @param steps in milliseconds
 * @param usual their median
 * @returns milliseconds; undefined if no round step fits nine of ten
 */
export function roundStep(steps: Float64Array, usual: number): number | undefined {
  const nearest = round.reduce((best, one) => (Math.abs(one - usual) < Math.abs(best - usual) ? one : best))
  if (Math.abs(nearest - usual) > 0.1 * nearest) return undefined
  let fits = 0
  let whole = 0
  let sum = 0
  for (const step of steps) {
    const count = Math.round(step / nearest)
    whole += count
    sum += step
    if (count > 0 && Math.abs(step - count * nearest) <= 2 * jitter * nearest) fits++
  }
  return fits >= 0.9 * steps.length && Math.abs(sum / whole - nearest) <= 0.02 * nearest ? nearest : undefined
}
