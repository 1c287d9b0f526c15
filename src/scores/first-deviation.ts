import type { Fields, Saveable } from '../state/fields.ts'
import { Moments } from '../stats/moments.ts'

/**
 * Standard deviation of the first n values, the unit of benchmarks. A missing value is one of the n but enters no sum;
 * a constant column has deviation 1, so that dividing by it changes nothing.
 */
export class FirstDeviation implements Saveable {
  private readonly moments = new Moments()
  private left: number

  constructor(n: number) {
    this.left = n
  }

  add(value: number): void {
    if (this.left === 0) return
    this.left--
    if (!Number.isNaN(value)) this.moments.add(value)
  }

  /** NaN before the n-th value, constant from then on. */
  get value(): number {
    return this.left > 0 ? Number.NaN : this.moments.deviation || 1
  }

  state(fields: Fields): void {
    this.left = fields.counter('left', this.left)
    fields.part('moments', this.moments)
  }
}
