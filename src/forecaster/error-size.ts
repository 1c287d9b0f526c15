import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'

/** Largest ratio of an error to its usual size. */
const maxRatio = 10
/** Errors before any can be a shock. */
const minErrors = 30
/** Weight of the newest error in the usual size: a half-life of about a hundred. */
const share = 0.007

/**
 * The usual size of errors, a decayed mean of their absolute values for each channel and lead. It limits the effect of
 * a single shock: an error of more than ten times the usual size counts as ten times. Otherwise a jump of 10⁶ adds
 * regrets of 10¹² to a mixture, which a hundred thousand good forecasts cannot outweigh.
 */
export class ErrorSize implements Saveable {
  private readonly sizes: Float64Array
  /** Number of errors. */
  private readonly counts: Float64Array

  /** @param size channels × leads */
  constructor(size: number) {
    this.sizes = zeros(size)
    this.counts = zeros(size)
  }

  /** @returns the factor for the square of an error: 1, or less for a shock */
  learn(at: number, error: number): number {
    const count = ++this.counts[at]!
    const size = Math.abs(error)
    const limit = maxRatio * this.sizes[at]!
    const isShock = count > minErrors && limit > 0 && size > limit
    this.sizes[at]! += Math.max(share, 1 / count) * ((isShock ? limit : size) - this.sizes[at]!)
    if (!isShock) return 1
    const ratio = limit / size
    return ratio * ratio
  }

  /** The usual size; 0 before the first error, and if all were 0. */
  of(at: number): number {
    return this.sizes[at]!
  }

  state(fields: Fields): void {
    fields.numbers('sizes', this.sizes)
    fields.numbers('counts', this.counts)
  }
}
