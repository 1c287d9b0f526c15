import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { scratch } from '../stats/scratch.ts'

/** Steps between two looks at the trace. */
const limitEvery = 20
/**
 * Largest mean of the diagonal with forgetting, in units of its initial value: directions without data must not grow
 * without limit.
 */
const maxGrowth = 1e3

/**
 * The inverse correlation matrix P of recursive least squares, kept bounded. It starts as I/ridge, and is
 * reset if it becomes unusable (Haykin, Adaptive Filter Theory, §10.3): k = Px / (λ + x'Px), P ← (P − k (Px)') / λ.
 */
export class Covariance implements Saveable {
  readonly #size: number
  readonly #forgetting: number
  readonly #ridge: number
  /** The lower triangle, row by row: it is symmetric. */
  private readonly matrix: Float64Array
  private readonly product: Float64Array
  private steps = 0

  constructor(size: number, forgetting: number, ridge: number) {
    this.#size = size
    this.#forgetting = forgetting
    this.#ridge = ridge
    this.matrix = zeros((size * (size + 1)) / 2)
    this.product = scratch('covariance product', size)
    this.reset()
  }

  /**
   * Updates the matrix.
   *
   * @param x `size` regressors from index `from` on
   * @param gain receives the gain k, at the same indices
   */
  update(x: Float64Array, gain: Float64Array, from = 0): void {
    const { matrix, product } = this
    const size = this.#size
    const forgetting = this.#forgetting
    if (!this.isUsable()) this.reset()
    let at = 0
    for (let i = 0; i < size; i++) {
      const xi = x[from + i]!
      let sum = 0
      for (let j = 0; j < i; j++, at++) {
        const element = matrix[at]!
        sum += element * x[from + j]!
        product[j]! += element * xi
      }
      product[i] = sum + matrix[at++]! * xi
    }
    let spread = forgetting
    for (let i = 0; i < size; i++) spread += x[from + i]! * product[i]!
    const inverse = 1 / forgetting
    at = 0
    for (let i = 0; i < size; i++) {
      const k = product[i]! / spread
      gain[from + i] = k
      for (let j = 0; j <= i; j++, at++) matrix[at] = (matrix[at]! - k * product[j]!) * inverse
    }
    if (forgetting < 1 && this.steps++ % limitEvery === 0) this.limit()
  }

  /** @returns an element of the matrix */
  at(i: number, j: number): number {
    return this.matrix[i < j ? (j * (j + 1)) / 2 + i : (i * (i + 1)) / 2 + j]!
  }

  private reset(): void {
    this.matrix.fill(0)
    for (let i = 0, at = 0; i < this.#size; i++, at += i + 1) this.matrix[at] = 1 / this.#ridge
  }

  /** Whether all elements of the diagonal are positive and bounded. */
  private isUsable(): boolean {
    for (let i = 0, at = 0; i < this.#size; i++, at += i + 1) {
      const diagonal = this.matrix[at]!
      if (!(diagonal > 0 && diagonal <= 1e4 / this.#ridge)) return false
    }
    return true
  }

  /** Limits the trace. */
  private limit(): void {
    const { matrix } = this
    let trace = 0
    for (let i = 0, at = 0; i < this.#size; i++, at += i + 1) trace += matrix[at]!
    const shrink = (maxGrowth * this.#size) / (this.#ridge * trace)
    if (shrink < 1) for (let i = 0; i < matrix.length; i++) matrix[i]! *= shrink
  }

  state(fields: Fields): void {
    fields.constant('forgetting', this.#forgetting)
    fields.constant('ridge', this.#ridge)
    fields.numbers('matrix', this.matrix)
    this.steps = fields.counter('steps', this.steps)
  }
}
