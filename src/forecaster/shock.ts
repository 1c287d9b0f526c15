import type { Fields, Saveable } from '../state/fields.ts'

/** Largest ratio of an error to its usual size. */
const maxRatio = 10
/** Errors before any can be a shock. */
const minErrors = 30
/** Weight of the newest error in the usual size: a half-life of about a hundred. */
const share = 0.007

/**
 * Limits the effect of a single shock: an error of more than ten times the usual size counts as ten times. Otherwise a
 * jump of 10⁶ adds regrets of 10¹² to the mixture, which a hundred thousand good forecasts cannot outweigh. The usual
 * size is a decayed mean square for each channel and lead.
 */
export class Shock implements Saveable {
  private readonly squares: Float64Array
  /** Number of errors. */
  readonly counts: Float64Array

  /** @param size channels × leads */
  constructor(size: number) {
    this.squares = new Float64Array(size)
    this.counts = new Float64Array(size)
  }

  /** @returns the factor for the losses of an error: 1, or less for a shock */
  weight(at: number, error: number): number {
    const count = ++this.counts[at]!
    const squared = error * error
    const limit = maxRatio * maxRatio * this.squares[at]!
    const weight = count > minErrors && squared > limit && limit > 0 ? limit / squared : 1
    this.squares[at]! += Math.max(share, 1 / count) * (squared * weight - this.squares[at]!)
    return weight
  }

  state(fields: Fields): void {
    fields.numbers('squares', this.squares)
    fields.numbers('counts', this.counts)
  }
}
