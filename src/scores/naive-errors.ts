import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'

/**
 * Mean absolute difference between observations one step, or one season, apart: the error of the naive forecast that
 * MASE divides by (Hyndman & Koehler 2006), over the stream so far instead of a training set.
 */
export class NaiveErrors implements Saveable {
  private readonly sums: Float64Array
  private readonly counts: Float64Array

  constructor(channels: number) {
    this.sums = zeros(channels)
    this.counts = zeros(channels)
  }

  /** Nothing if the difference is NaN. */
  add(channel: number, difference: number): void {
    if (Number.isNaN(difference)) return
    this.sums[channel]! += Math.abs(difference)
    this.counts[channel]!++
  }

  /** NaN before the first. */
  mean(channel: number): number {
    return this.sums[channel]! / this.counts[channel]!
  }

  state(fields: Fields): void {
    fields.numbers('sums', this.sums)
    fields.numbers('counts', this.counts)
  }
}
