/** An interval that contains the actual value with a probability of `level`. */
export interface Interval {
  readonly level: number
  readonly lower: number
  readonly upper: number
}

/** Forecasts of sums of the values at leads 1 … k, such as the demand of two weeks: their medians and intervals. */
export interface SumData {
  /** The k of each sum, rising. */
  readonly over: readonly number[]
  /** Shape [channels × sums], in units of the data; NaN before the first known value. */
  readonly values: Float64Array
  /** One array of shape [channels × sums] a level; NaN before the first error of a sum is known. */
  readonly lower: readonly Float64Array[]
  readonly upper: readonly Float64Array[]
}

/** The forecast of a sum over leads 1 … `over`. */
export interface SumJson {
  readonly over: number
  readonly forecast: number
  readonly intervals: readonly Interval[]
}

/** The intervals of one channel and lead, or sum. */
export const intervalsAt = (
  levels: readonly number[],
  { lower, upper }: Pick<SumData, 'lower' | 'upper'>,
  entry: number,
): Interval[] => levels.map((level, v) => ({ level, lower: lower[v]![entry]!, upper: upper[v]![entry]! }))

/** The sums of one channel. */
export const sumsOf = (sums: SumData, levels: readonly number[], channel: number): SumJson[] =>
  sums.over.map((over, k) => {
    const entry = channel * sums.over.length + k
    return { over, forecast: sums.values[entry]!, intervals: intervalsAt(levels, sums, entry) }
  })
