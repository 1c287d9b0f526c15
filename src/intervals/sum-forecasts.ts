import { Pending } from '../series/pending.ts'
import { PendingSums } from '../series/pending-sums.ts'
import type { SumData } from '../series/sums.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { IntervalTracker } from './interval-tracker.ts'

/** Change of the median of a sum's errors for each error, in their sizes, divided by √over: errors of long sums come in runs. */
const rate = 0.05
/** Discount of the gain by the median, for each error. */
const discount = 0.995

export interface SumOptions {
  readonly channels: number
  /** Rising. */
  readonly leads: readonly number[]
  /** A sum over k is over leads 1 … k, which must all be there; rising. */
  readonly sums: readonly number[]
  readonly levels: readonly number[]
}

/**
 * Forecasts of sums over leads 1 … k, with intervals: those of single leads cannot be added, since errors of
 * neighbouring leads are alike. The errors of the sums themselves are tracked, in units of the data. A sum of medians is
 * not the median of the sum: of sales that are mostly 0 it would be 0. The median of its errors is therefore added, if
 * that has made the absolute errors smaller so far; of most other series it has not.
 *
 * For each observation, call `learn`, then `issue` with the new forecasts.
 */
export class SumForecasts implements Saveable {
  readonly #options: SumOptions
  readonly #size: number
  private readonly tracker: IntervalTracker
  private readonly pending: Pending
  private readonly totals: PendingSums
  /** The added forecasts not yet due, and their corrections, shape [slots × size]. */
  private readonly added: Float64Array
  private readonly corrections: Float64Array
  /** Tracked median of the errors of the added forecasts, shape [channels × sums]. */
  private readonly medians: Float64Array
  /** Discounted gain of absolute error by the corrections, shape [channels × sums]. */
  private readonly gains: Float64Array
  readonly #actual: Float64Array

  constructor(options: SumOptions) {
    const { channels, levels, sums } = options
    this.#options = options
    this.#size = channels * sums.length
    this.tracker = new IntervalTracker({ channels, leads: sums, levels, gaussian: true })
    this.pending = new Pending(sums)
    this.totals = new PendingSums(channels, sums)
    this.added = zeros(this.pending.slots * this.#size)
    this.corrections = zeros(this.added.length)
    this.medians = zeros(this.#size)
    this.gains = zeros(this.#size)
    this.#actual = zeros(this.#size)
  }

  /** @param values of an observation, shape [channels]; NaN is missing */
  learn(values: ArrayLike<number>): void {
    const { channels, sums } = this.#options
    this.totals.add(values)
    const { sizes } = this.tracker.learned
    sums.forEach((over, k) => {
      const slot = this.pending.due(over)
      for (let channel = 0; channel < channels; channel++) {
        const at = channel * sums.length + k
        this.#actual[at] = this.totals.due(over, channel)
        const error = slot < 0 ? Number.NaN : this.#actual[at]! - this.added[slot * this.#size + at]!
        if (!Number.isFinite(error)) continue
        const correction = this.corrections[slot * this.#size + at]!
        this.gains[at] = discount * this.gains[at]! + Math.abs(error) - Math.abs(error - correction)
        this.medians[at]! += (rate / Math.sqrt(over)) * sizes[at]! * Math.sign(error - this.medians[at]!)
      }
    })
    this.tracker.learn(this.#actual)
  }

  /**
   * @param values forecasts in units of the data, shape [channels × leads]
   * @returns those of the sums
   */
  issue(values: Float64Array): SumData {
    const { channels, leads, levels, sums } = this.#options
    const slot = this.pending.issue()
    this.totals.begin()
    const summed = new Float64Array(this.#size)
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0
      let k = 0
      for (let i = 0; k < sums.length; i++) {
        sum += values[channel * leads.length + i]!
        if (leads[i] !== sums[k]) continue
        const at = channel * sums.length + k++
        const correction = this.medians[at]!
        this.added[slot * this.#size + at] = sum
        this.corrections[slot * this.#size + at] = correction
        summed[at] = this.gains[at]! > 0 ? sum + correction : sum
      }
    }
    const lower = levels.map(() => new Float64Array(this.#size))
    const upper = levels.map(() => new Float64Array(this.#size))
    this.tracker.issue(summed, lower, upper)
    return { over: sums, values: summed, lower, upper }
  }

  /** Drops the sums not yet complete: their steps do not count across a gap. */
  drop(): void {
    this.pending.clear()
    this.totals.clear()
    this.tracker.drop()
  }

  state(fields: Fields): void {
    fields.same('sums', this.#options.sums)
    fields.part('tracker', this.tracker)
    fields.part('pending', this.pending)
    fields.part('totals', this.totals)
    fields.numbers('added', this.added)
    fields.numbers('corrections', this.corrections)
    fields.numbers('medians', this.medians)
    fields.numbers('gains', this.gains)
  }
}
