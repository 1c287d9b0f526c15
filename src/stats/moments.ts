import type { Fields, Saveable } from '../state/fields.ts'

/**
 * Running mean and variance of all numbers added (Welford 1962).
 *
 * @example
 * const moments = new Moments()
 * for (const x of [2, 4, 4, 4, 5, 5, 7, 9]) moments.add(x)
 * console.log(moments.mean, moments.deviation) // 5 2
 */
export class Moments implements Saveable {
  count = 0
  mean = 0
  /** Sum of the squared deviations from the mean. */
  private squares = 0

  add(x: number): void {
    this.count++
    const delta = x - this.mean
    this.mean += delta / this.count
    this.squares += delta * (x - this.mean)
  }

  /** Population variance: the sum of squares is divided by the count. 0 before the first number. */
  get variance(): number {
    return this.count === 0 ? 0 : this.squares / this.count
  }

  get deviation(): number {
    return Math.sqrt(this.variance)
  }

  state(fields: Fields): void {
    this.count = fields.counter('count', this.count)
    this.mean = fields.number('mean', this.mean)
    this.squares = fields.number('squares', this.squares)
  }
}
