import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { add, dot } from '../stats/linear.ts'
import { scratch } from '../stats/scratch.ts'
import { Covariance } from './covariance.ts'

/** Weight of a row for each later one. */
const forgetting = 0.998
/** Errors are clipped at ± this many usual ones once there are enough: an outlier must not dominate the weights. */
const clipAt = 4
const minErrors = 10
/** Weight of the newest error in the usual size, and the most sizes that it counts as. */
const share = 0.01
const maxRatio = 5

/**
 * One regression by recursive least squares of the residuals of a base for each channel and lead. Unlike those of
 * `RecursiveLeastSquares`, inputs differ by lead, and so do the matrices.
 */
export class ResidualRegression implements Saveable {
  readonly #width: number
  /** Shape [size × width]. */
  private readonly weights: Float64Array
  private readonly covariances: readonly Covariance[]
  /** Usual sizes of the errors, and their numbers, shape [size]. */
  private readonly sizes: Float64Array
  private readonly counts: Float64Array
  readonly #gain: Float64Array

  /**
   * @param size channels × leads
   * @param ridge regularisation towards no effect, in rows
   */
  constructor(size: number, width: number, ridge: number) {
    this.#width = width
    this.weights = zeros(size * width)
    this.covariances = Array.from({ length: size }, () => new Covariance(width, forgetting, ridge))
    this.sizes = zeros(size)
    this.counts = zeros(size)
    this.#gain = scratch('residual gain', width)
  }

  /** @param x inputs, shape [width] */
  predict(at: number, x: Float64Array): number {
    return dot(this.weights, at * this.#width, x, 0, this.#width)
  }

  learn(at: number, x: Float64Array, target: number): void {
    const error = target - this.predict(at, x)
    const count = ++this.counts[at]!
    const limit = count > minErrors ? this.sizes[at]! : Number.POSITIVE_INFINITY
    const size = Math.min(Math.abs(error), maxRatio * limit)
    this.sizes[at]! += Math.max(share, 1 / count) * (size - this.sizes[at]!)
    this.covariances[at]!.update(x, this.#gain)
    const clipped = Math.max(-clipAt * limit, Math.min(clipAt * limit, error))
    add(this.weights, at * this.#width, this.#gain, 0, this.#width, clipped)
  }

  /**
   * What the regression would predict without some of its inputs, had it never had them: weights with the least squared
   * error among those that are 0 at these inputs, w − P_·S (P_SS)⁻¹ w_S. That is exact but for clipped errors.
   *
   * @param from index of the first of the inputs to leave out, which follow one another
   * @returns its prediction less that with all inputs
   */
  without(at: number, x: Float64Array, from: number, count: number): number {
    const covariance = this.covariances[at]!
    const width = this.#width
    const rows = scratch('residual rows', count * (count + 1))
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) rows[i * (count + 1) + j] = covariance.at(from + i, from + j)
      rows[i * (count + 1) + count] = this.weights[at * width + from + i]!
    }
    eliminate(rows, count)
    let sum = 0
    for (let i = 0; i < count; i++) {
      let product = 0
      for (let j = 0; j < width; j++) product += covariance.at(from + i, j) * x[j]!
      sum -= product * rows[i * (count + 1) + count]!
    }
    return Number.isFinite(sum) ? sum : 0
  }

  state(fields: Fields): void {
    fields.numbers('weights', this.weights)
    fields.parts('covariances', this.covariances)
    fields.numbers('sizes', this.sizes)
    fields.numbers('counts', this.counts)
  }
}

/**
 * Solves a positive definite system by Gaussian elimination, in place.
 *
 * @param rows of the matrix, each with its right side last, which becomes the solution
 */
function eliminate(rows: Float64Array, count: number): void {
  const width = count + 1
  for (let pivot = 0; pivot < count; pivot++) {
    const inverse = 1 / rows[pivot * width + pivot]!
    for (let j = pivot; j < width; j++) rows[pivot * width + j]! *= inverse
    for (let i = 0; i < count; i++) {
      if (i === pivot) continue
      const factor = rows[i * width + pivot]!
      for (let j = pivot; j < width; j++) rows[i * width + j]! -= factor * rows[pivot * width + j]!
    }
  }
}
