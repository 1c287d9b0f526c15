import type { Fields, Saveable } from '../state/fields.ts'

/** How many times its usual size an error may count as. */
const most = 10
/** Errors seen before any is taken for a shock. */
const learnFrom = 30
/** Weight of the newest error in the usual size: a half-life of about a hundred. */
const share = 0.007

/**
 * Keeps one shock from being remembered for ever: an error of more than ten times the usual size counts as ten times. Otherwise a jump of 10⁶ puts regrets of 10¹² into the mixture, and no hundred
 * thousand good forecasts after it weigh that much. One usual size (a decayed mean square) for each channel and lead.
 */
export class Shock implements Saveable {
  private readonly squares: Float64Array
  /** Errors seen. */
  readonly counts: Float64Array

  /** @param size channels × leads */
  constructor(size: number) {
    this.squares = new Float64Array(size)
    this.counts = new Float64Array(size)
  }

  /** What is to be multiplied with the losses of an error; 1 for all but shocks. */
  weight(at: number, error: number): number {
    const count = ++this.counts[at]!
    const squared = error * error
    const limit = most * most * this.squares[at]!
    const weight = count > learnFrom && squared > limit && limit > 0 ? limit / squared : 1
    this.squares[at]! += Math.max(share, 1 / count) * (squared * weight - this.squares[at]!)
    return weight
  }

  state(fields: Fields): void {
    fields.numbers('squares', this.squares)
    fields.numbers('counts', this.counts)
  }
}
