import type { Fields, Saveable } from '../state/fields.ts'

/** Values whose range is taken as it is; after them a value counts as at most one range beyond those before. */
const trusted = 30
/** Parts of a range that count as 1. */
const parts = 4

/**
 * Scales numbers by their mean and a quarter of their range so far. Unlike a standard deviation, a range makes a rare 1
 * among zeros neither huge nor small, however rare it is. A constant column is 0 throughout, and so is a missing value.
 */
export class RangeScale implements Saveable {
  private count = 0
  private mean = 0
  private low = Number.POSITIVE_INFINITY
  private high = Number.NEGATIVE_INFINITY

  /** Learns from a value; one that is missing changes nothing. */
  add(value: number): void {
    if (!Number.isFinite(value)) return
    this.count++
    const counted = this.within(value)
    this.mean += (counted - this.mean) / this.count
    this.low = Math.min(this.low, counted)
    this.high = Math.max(this.high, counted)
  }

  private within(value: number): number {
    const range = this.high - this.low
    if (this.count <= trusted || range === 0) return value
    return Math.max(this.low - range, Math.min(this.high + range, value))
  }

  /** @returns the value on the scale, from −8 to 8; 0 if it is missing */
  of(value: number): number {
    const unit = (this.high - this.low) / parts
    if (!(unit > 0 && unit < Infinity && Number.isFinite(value))) return 0
    return Math.max(-2 * parts, Math.min(2 * parts, (this.within(value) - this.mean) / unit))
  }

  state(fields: Fields): void {
    this.count = fields.counter('count', this.count)
    this.mean = fields.number('mean', this.mean)
    this.low = fields.number('low', this.low)
    this.high = fields.number('high', this.high)
  }
}
