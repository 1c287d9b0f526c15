import type { Observation } from '../series/observation.ts'
import { Recent } from '../series/recent.ts'
import type { Fields, Saveable } from '../state/fields.ts'

/** The last observations of a series without a gap, to learn from them again. */
export class LastRows implements Saveable {
  /** The time, the values and the covariates of each. */
  private readonly recent: Recent
  readonly #channels: number
  readonly #covariates: number

  /** @param capacity number of observations that are kept */
  constructor(channels: number, covariates: number, capacity: number) {
    this.recent = new Recent(1 + channels + covariates, capacity)
    this.#channels = channels
    this.#covariates = covariates
  }

  /** An observation that begins again after a gap is the first. */
  push({ covariates = [], restart, time, values }: Observation): void {
    if (restart) this.recent.clear()
    const first = <T>(numbers: ArrayLike<T>, count: number) => Array.from({ length: count }, (_, i) => numbers[i]!)
    this.recent.push([time, ...first(values, this.#channels), ...first(covariates, this.#covariates)])
  }

  /** The oldest first. */
  *[Symbol.iterator](): Iterator<Observation> {
    const [values, covariates] = [this.#channels, this.#covariates]
    for (let age = this.recent.length - 1; age >= 0; age--) {
      const numbers = (from: number, count: number) =>
        Float64Array.from({ length: count }, (_, i) => this.recent.ago(age, from + i))
      yield {
        time: this.recent.ago(age, 0),
        values: numbers(1, values),
        covariates: numbers(1 + values, covariates),
      }
    }
  }

  state(fields: Fields): void {
    fields.part('recent', this.recent)
  }
}
