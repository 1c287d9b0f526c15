/** A series with columns known ahead. */
export interface Case {
  readonly name: string
  /** Where the values and the columns are from. */
  readonly origin: string
  readonly cadence: string
  readonly season: readonly number[]
  readonly horizon: number
  readonly times: readonly number[]
  readonly values: readonly number[]
  readonly columns: Readonly<Record<string, Known>>
}

/** What is known at row t of a column h rows later; NaN is unknown. */
export type Known = (t: number, h: number) => number

/** A column whose values are known from the first row on. */
export const planned =
  (column: readonly number[]): Known =>
  (t, h) =>
    column[t + h] ?? Number.NaN

/**
 * Forecasts of a column that are wrong: their errors are a random walk over the leads, and other ones at each origin. What
 * really came is a perfect forecast, which nobody has.
 *
 * @param deviation of the error after `per` rows
 */
export function forecastsOf(actual: readonly number[], deviation: number, per: number, seed: number): Known {
  let origin = Number.NaN
  let errors: number[] = []
  return (t, h) => {
    if (h === 0) return actual[t]!
    if (t !== origin) {
      const next = gaussian(seed * 7919 + t * 104_729)
      let error = 0
      errors = Array.from({ length: 48 }, () => {
        error += (deviation / Math.sqrt(per)) * next()
        return error
      })
      origin = t
    }
    return (actual[t + h] ?? Number.NaN) + errors[h - 1]!
  }
}

/** Numbers of mean 0 and deviation 1: sums of twelve uniform ones. */
export function gaussian(seed: number): () => number {
  let state = seed >>> 0
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  uniform()
  return () => {
    let sum = -6
    for (let i = 0; i < 12; i++) sum += uniform()
    return sum
  }
}
