import type { Fields, Saveable } from '../state/fields.ts'

/** Rows that the size of 1 it starts from counts as. */
const prior = 30

/**
 * How large what a base leaves over is, in σ of the differences: the root mean square of all residuals of a channel and lead. Divided by it every lead's targets are of one size, so that far
 * leads neither drown the near ones in the gradient nor are cut as if they were spikes: 1 % of the error of 48 leads, 1.5 % of the first.
 */
export class ResidualSize implements Saveable {
  private readonly squares: Float64Array
  private readonly counts: Float64Array

  /** @param size channels × leads */
  constructor(size: number) {
    this.squares = new Float64Array(size).fill(1)
    this.counts = new Float64Array(size).fill(prior)
  }

  /** Takes in a residual in σ; one further out than `farthest` counts as that. */
  add(at: number, residual: number, farthest: number): void {
    const cut = Math.min(Math.abs(residual), farthest)
    const count = ++this.counts[at]!
    this.squares[at]! += (cut * cut - this.squares[at]!) / count
  }

  of(at: number): number {
    return Math.sqrt(this.squares[at]!)
  }

  state(fields: Fields): void {
    fields.numbers('squares', this.squares)
    fields.numbers('counts', this.counts)
  }
}
