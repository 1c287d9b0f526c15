import type { Fields, Saveable } from '../state/fields.ts'

/** Steps between two looks at the matrix: rounding needs no more. */
const mendEvery = 20
/** How far the mean diagonal may grow, in units of its start, where old rows are forgotten: directions that see no data must not blow up. */
const growth = 1e3

/**
 * The inverse correlation matrix of recursive least squares, P, kept symmetric and bounded. Starts at I/ridge; a step that leaves it without meaning resets it.
 * (Haykin, Adaptive Filter Theory, §10.3: k = Px / (λ + x'Px), P ← (P − k (Px)') / λ.)
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

  /** Takes in a regressor x, shape [size], and writes its gain k into `gain`. */
  update(x: Float64Array, gain: Float64Array): void {
    const { matrix, product } = this
    const size = this.#size
    const forgetting = this.#forgetting
    if (!this.sound()) this.reset()
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
    if (this.steps++ % mendEvery === 0) this.mend()
  }

  private reset(): void {
    this.matrix.fill(0)
    for (let i = 0; i < this.#size; i++) this.matrix[i * (this.#size + 1)] = 1 / this.#ridge
  }

  /** False where a diagonal element is no longer positive and finite, or has run away. */
  private sound(): boolean {
    for (let i = 0; i < this.#size; i++) {
      const diagonal = this.matrix[i * (this.#size + 1)]!
      if (!(diagonal > 0 && diagonal <= 1e4 / this.#ridge)) return false
    }
    return true
  }

  /** Takes rounding out of the symmetry, and caps the trace. */
  private mend(): void {
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
    const shrink = (growth * size) / (this.#ridge * trace)
    if (shrink < 1) for (let i = 0; i < matrix.length; i++) matrix[i]! *= shrink
  }

  state(fields: Fields): void {
    fields.constant('forgetting', this.#forgetting)
    fields.constant('ridge', this.#ridge)
    fields.numbers('matrix', this.matrix)
    this.steps = fields.counter('steps', this.steps)
  }
}
