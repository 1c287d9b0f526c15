/** Rows that a clock gone wrong has dated far ahead of all others. */
export interface FarAhead {
  readonly count: number
  /** Time of the first of them, in milliseconds. */
  readonly first: number
  /** The last time before them. */
  readonly before: number
}

/** Fewer rows do not show what is usual. */
const leastRows = 20
/** More of them are not an accident. */
const mostShare = 0.01

/**
 * Finds rows that are further ahead of all others than those span together.
 *
 * @param times of all rows, in any order, in milliseconds
 */
export function farAhead(times: Float64Array): FarAhead | undefined {
  if (times.length < leastRows) return undefined
  const rising = times.slice().sort()
  const from = rising.length - Math.max(1, Math.floor(mostShare * rising.length))
  for (let i = from; i < rising.length; i++) {
    const before = rising[i - 1]!
    if (rising[i]! - before > before - rising[0]! && before > rising[0]!)
      return { count: rising.length - i, first: rising[i]!, before }
  }
  return undefined
}
