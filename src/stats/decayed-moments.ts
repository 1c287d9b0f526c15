import type { Fields, Saveable } from '../state/fields.ts'
import { exp, log } from './elementary.ts'

/**
 * Running mean and variance in which the weight of a number halves with every `halfLife` later numbers. The weights are
 * divided by their sum, so that the first means are not biased towards zero (West 1979).
 * @example
 * const moments = new DecayedMoments(1)
 * moments.add(0)
 * moments.add(3)
 * console.log(moments.mean) // 2: the weights are 1/2 and 1
 */
export class DecayedMoments implements Saveable {
  count = 0
  mean = 0
  readonly #decay: number
  private weight = 0
  /** Weighted sum of the squared deviations from the mean. */
  private squares = 0

  /** @param halfLife in numbers added, above 0 */
  constructor(halfLife: number) {
    this.#decay = exp(-log(2) / halfLife)
  }

  add(x: number): void {
    this.count++
    this.weight = this.#decay * this.weight + 1
    const delta = x - this.mean
    this.mean += delta / this.weight
    this.squares = this.#decay * this.squares + delta * (x - this.mean)
  }

  /** 0 before the first number. */
  get variance(): number {
    return this.weight === 0 ? 0 : this.squares / this.weight
  }

  get deviation(): number {
    return Math.sqrt(this.variance)
  }

  state(fields: Fields): void {
    fields.constant('decay', this.#decay)
    this.count = fields.counter('count', this.count)
    this.mean = fields.number('mean', this.mean)
    this.weight = fields.number('weight', this.weight)
    this.squares = fields.number('squares', this.squares)
  }
}
