import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'

/** Rows that the initial value of 1 counts as. */
const priorRows = 30

/**
 * RMS of the residuals of a base by channel and lead, in σ of the differences. It is the unit of the targets: otherwise
 * those of long leads would dominate the gradient and be clipped as spikes, which costs 1 % of the error over 48 leads
 * and 1.5 % at the first.
 */
export class ResidualSize implements Saveable {
  private readonly squares: Float64Array
  private readonly counts: Float64Array

  /** @param size channels × leads */
  constructor(size: number) {
    this.squares = zeros(size).fill(1)
    this.counts = zeros(size).fill(priorRows)
  }

  /**
   * @param at channel × leads + index of the lead
   * @param residual in σ
   * @param clipAt largest size that it counts as
   */
  add(at: number, residual: number, clipAt: number): void {
    const clipped = Math.min(Math.abs(residual), clipAt)
    const count = ++this.counts[at]!
    this.squares[at]! += (clipped * clipped - this.squares[at]!) / count
  }

  of(at: number): number {
    return Math.sqrt(this.squares[at]!)
  }

  state(fields: Fields): void {
    fields.numbers('squares', this.squares)
    fields.numbers('counts', this.counts)
  }
}
