import { Moments } from '../stats/moments.ts'

/**
 * Standard deviation of the first n values, as benchmarks standardise by it; NaN until n have come, and the same ever after. A missing
 * value is one of the n but enters no sum; a constant column has deviation 1, so that dividing by it changes nothing.
 */
export class FirstDeviation {
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

  get value(): number {
    return this.left > 0 ? Number.NaN : this.moments.deviation || 1
  }
}
