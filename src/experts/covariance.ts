import type { Fields, Saveable } from '../state/fields.ts'

/** Steps between two corrections of rounding errors. */
const correctEvery = 20
/**
 * Largest mean of the diagonal with forgetting, in units of its initial value: directions without data must not grow
 * without limit.
 */
const maxGrowth = 1e3

/**
 * The inverse correlation matrix P of recursive least squares, kept symmetric and bounded. It starts as I/ridge, and is
 * reset if it becomes unusable (Haykin, Adaptive Filter Theory, §10.3): k = Px / (λ + x'Px), P ← (P − k (Px)') / λ.
 */
export class Covariance implements Saveable {
  readonly #size: number
  readonly #forgetting: number
  readonly #ridge: number
  /** Shape [size × size], row-major. */
  private readonly matrix: Float64Array
  private readonly product: Float64Array
  private steps = 0

  constructor(size: number, forgetting: number, ridge: number) {
    this.#size = size
    this.#forgetting = forgetting
    this.#ridge = ridge
    this.matrix = new Float64Array(size * size)
    this.product = new Float64Array(size)
    this.reset()
  }

  /**
   * Updates the matrix.
   *
   * @param x regressors, shape [size]
   * @param gain receives the gain k, shape [size]
   */
  update(x: Float64Array, gain: Float64Array): void {
    const { matrix, product } = this
    const size = this.#size
    const forgetting = this.#forgetting
    if (!this.isUsable()) this.reset()
    let spread = forgetting
    for (let i = 0; i < size; i++) {
      let sum = 0
      for (let j = 0, at = i * size; j < size; j++) sum += matrix[at + j]! * x[j]!
      product[i] = sum
      spread += x[i]! * sum
    }
    for (let i = 0; i < size; i++) gain[i] = product[i]! / spread
    const inverse = 1 / forgetting
    for (let i = 0; i < size; i++) {
      const k = gain[i]!
      for (let j = 0, at = i * size; j < size; j++) matrix[at + j] = (matrix[at + j]! - k * product[j]!) * inverse
    }
    if (this.steps++ % correctEvery === 0) this.correct()
  }

  private reset(): void {
    this.matrix.fill(0)
    for (let i = 0; i < this.#size; i++) this.matrix[i * (this.#size + 1)] = 1 / this.#ridge
  }

  /** Whether all elements of the diagonal are positive and bounded. */
  private isUsable(): boolean {
    for (let i = 0; i < this.#size; i++) {
      const diagonal = this.matrix[i * (this.#size + 1)]!
      if (!(diagonal > 0 && diagonal <= 1e4 / this.#ridge)) return false
    }
    return true
  }

  /** Restores the symmetry, and limits the trace. */
  private correct(): void {
    const { matrix } = this
    const size = this.#size
    let trace = 0
    for (let i = 0; i < size; i++) {
      trace += matrix[i * (size + 1)]!
      for (let j = 0; j < i; j++) {
        const mean = 0.5 * (matrix[i * size + j]! + matrix[j * size + i]!)
        matrix[i * size + j] = mean
        matrix[j * size + i] = mean
      }
    }
    if (this.#forgetting === 1) return
    const shrink = (maxGrowth * size) / (this.#ridge * trace)
    if (shrink < 1) for (let i = 0; i < matrix.length; i++) matrix[i]! *= shrink
  }

  state(fields: Fields): void {
    fields.constant('forgetting', this.#forgetting)
    fields.constant('ridge', this.#ridge)
    fields.numbers('matrix', this.matrix)
    this.steps = fields.counter('steps', this.steps)
  }
}
