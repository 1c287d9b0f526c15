import type { Observation } from '../series/observation.ts'
import { Recent } from '../series/recent.ts'
import type { Fields, Saveable } from '../state/fields.ts'

/** The last observations of a series without a gap, to learn from them again. */
export class LastRows implements Saveable {
  /** The time, the values, the covariates, what was known ahead and what was offered of each. */
  private readonly recent: Recent
  /** Lengths of these, without the time. */
  readonly #lengths: readonly [number, number, number, number]

  /**
   * @param capacity number of observations that are kept
   * @param ahead length of `ahead`
   * @param offered length of `offered`
   */
  constructor(channels: number, covariates: number, capacity: number, ahead = 0, offered = 0) {
    this.#lengths = [channels, covariates, ahead, offered]
    this.recent = new Recent(1 + channels + covariates + ahead + offered, capacity)
  }

  /** An observation that begins again after a gap is the first. */
  push({ ahead = [], covariates = [], offered = [], restart, time, values }: Observation): void {
    if (restart) this.recent.clear()
    const parts = [values, covariates, ahead, offered]
    const numbers = this.#lengths.flatMap((length, part) =>
      Array.from({ length }, (_, i) => parts[part]![i] ?? Number.NaN),
    )
    this.recent.push([time, ...numbers])
  }

  /** The oldest first. */
  *[Symbol.iterator](): Iterator<Observation> {
    for (let age = this.recent.length - 1; age >= 0; age--) {
      let from = 1
      const [values, covariates, ahead, offered] = this.#lengths.map((length) => {
        const numbers = Float64Array.from({ length }, (_, i) => this.recent.ago(age, from + i))
        from += length
        return numbers
      })
      yield { time: this.recent.ago(age, 0), values: values!, covariates: covariates!, ahead, offered }
    }
  }

  state(fields: Fields): void {
    fields.part('recent', this.recent)
  }
}
