import { PendingSums } from '../series/pending-sums.ts'
import type { SumScoreData } from '../series/scored.ts'
import type { SumData } from '../series/sums.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { coverage } from './coverage.ts'
import { ErrorSums } from './error-sums.ts'
import { IssuedForecasts } from './issued-forecasts.ts'
import { mae } from './mae.ts'

/** The scores of forecasts of sums. A sum with a missing value scores nothing. */
export class SumScores implements SumScoreData, Saveable {
  readonly over: readonly number[]
  readonly #channels: number
  private readonly errors: ErrorSums
  private readonly issued: IssuedForecasts
  private readonly totals: PendingSums

  /** @param over the k of each sum, rising */
  constructor(channels: number, over: readonly number[], levels: readonly number[]) {
    this.over = over
    this.#channels = channels
    this.errors = new ErrorSums(channels * over.length, levels)
    this.issued = new IssuedForecasts(channels * over.length, over, levels.length)
    this.totals = new PendingSums(channels, over)
  }

  /**
   * Scores the sums that end at an observation, then keeps the new forecasts until theirs do.
   *
   * @param values shape [channels]; NaN is missing
   * @param counted whether the new ones will be scored
   */
  score(values: ArrayLike<number>, { values: forecasts, lower, upper }: SumData, counted: boolean): void {
    this.totals.add(values)
    this.over.forEach((over, k) => {
      const slot = this.issued.due(over)
      if (slot < 0 || !this.issued.isCounted(slot)) return
      for (let channel = 0; channel < this.#channels; channel++)
        this.#add(slot, channel * this.over.length + k, channel)
    })
    this.totals.begin()
    this.issued.issue(forecasts, lower, upper, counted)
  }

  #add(slot: number, at: number, channel: number): void {
    const actual = this.totals.due(this.over[at % this.over.length]!, channel)
    const error = actual - this.issued.value(slot, at)
    if (Number.isNaN(error)) return
    this.errors.add(at, error)
    for (let level = 0; level < this.errors.levels.length; level++) {
      const lower = this.issued.lower(slot, level, at)
      this.errors.addInterval(at, level, actual, lower, this.issued.upper(slot, level, at))
    }
  }

  get count(): Float64Array {
    return this.#each((cell) => this.errors.get(cell, 'count'))
  }

  get mae(): Float64Array {
    return this.#each((cell) => mae(this.errors, cell))
  }

  get coverage(): readonly Float64Array[] {
    return this.errors.levels.map((_, level) => this.#each((cell) => coverage(this.errors, cell, level)))
  }

  #each(of: (cell: number) => number): Float64Array {
    return Float64Array.from({ length: this.errors.cells }, (_, cell) => of(cell))
  }

  /** Drops the forecasts not yet due, since steps do not count across a gap. */
  restart(): void {
    this.issued.clear()
    this.totals.clear()
  }

  state(fields: Fields): void {
    fields.same('over', this.over)
    fields.part('errors', this.errors)
    fields.part('issued', this.issued)
    fields.part('totals', this.totals)
  }
}
