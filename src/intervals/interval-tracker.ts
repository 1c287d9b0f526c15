import type { IntervalState } from '../series/forecast.ts'
import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { gaussianQuantile } from '../stats/gaussian-quantile.ts'
import { scratch } from '../stats/scratch.ts'
import { studentQuantile } from '../stats/student-quantile.ts'
import { ErrorSizes } from './error-sizes.ts'

/**
 * Quantiles start as those of Student's t with 4 degrees of freedom, since errors have heavier tails than a Gaussian;
 * its mean absolute deviation is 1. They start a little lower, since errors fall while experts learn.
 */
const startFreedom = 4
const startShare = 0.9
/** A standard deviation in units of the mean absolute deviation of a Gaussian: √(π/2). */
const gaussianSize = 1.2533141373155003

/**
 * Change of a quantile at a miss, as a share of its start, and its smallest start for that. One quantile alone moves
 * slowly, or chance would move it: those of a channel move together six times as fast, by the mean over leads and sides,
 * in which chance averages out. On daily series 95 % intervals held 92.7 % when each moved alone, and 94.1 % so.
 */
const ownRate = 0.01
const channelRate = 0.06
const leastStart = 0.6

/**
 * The more errors are 0, the further is a high quantile from their mean. At a miss it therefore also changes by this
 * share of itself, times the share of errors that are 0.
 */
const relativeRate = 0.1

/** Degrees of freedom of a size, for each error behind it, and at least: errors of one lead come in runs. */
const freedomPerError = 0.5
const leastFreedom = 2

export interface IntervalTrackerOptions {
  readonly channels: number
  readonly leads: readonly number[]
  /** Nominal coverage of each interval, in (0, 1), rising. */
  readonly levels: readonly number[]
  /** Whether quantiles start as those of a Gaussian, as suits the errors of sums. Default: false. */
  readonly gaussian?: boolean
}

/**
 * Prediction intervals with the stated coverage for any forecasts, without assumptions about the errors. For each lead,
 * the tracker keeps the size of the errors and, for each side, a quantile in units of that size. A miss raises the
 * quantile and any other error lowers it a little, so that in the long run each side is missed α/2 of the time (Gibbs &
 * Candès 2021; quantile tracking: Angelopoulos, Candès & Tibshirani 2023). Leads and sides share what they learn. While
 * there are few errors, intervals are wider by as much as Student's t is than a Gaussian, since the size is an estimate
 * too.
 *
 * For each observation, call `learn`, then `issue` with the new forecasts.
 */
export class IntervalTracker implements Saveable {
  readonly #options: IntervalTrackerOptions
  readonly #size: number
  /** By level: the Gaussian quantile, and the start that changes are a share of. */
  readonly #normal: readonly number[]
  readonly #starts: readonly number[]
  private readonly sizes: ErrorSizes
  /** Tracked quantiles in sizes, shape [levels × 2 × size]: above the forecast, then below. */
  private readonly quantiles: Float64Array
  private readonly pending: Pending
  /** Forecasts not yet due, shape [slots × size]. */
  private readonly forecasts: Float64Array
  /** Distances of their bounds, shape [slots × quantiles]; NaN before the first error. */
  private readonly issued: Float64Array
  readonly #errors: Float64Array
  readonly #slots: Int32Array
  /** By level: misses above and below of the errors of a channel that are due. */
  readonly #misses: Float64Array

  constructor(options: IntervalTrackerOptions) {
    const { channels, gaussian = false, leads, levels } = options
    this.#options = options
    this.#size = channels * leads.length
    this.pending = new Pending(leads)
    const { slots } = this.pending
    this.#normal = levels.map((level) => gaussianQuantile(0.5 + level / 2))
    const starts = this.#normal.map((z) =>
      gaussian ? z * gaussianSize : startShare * studentQuantile(z, startFreedom),
    )
    this.#starts = starts.map((start) => Math.max(start, leastStart))
    this.#misses = scratch('tracker misses', levels.length)
    this.sizes = new ErrorSizes(channels, leads, slots)
    this.quantiles = zeros(levels.length * 2 * this.#size)
    starts.forEach((start, v) => {
      this.quantiles.fill(start, v * 2 * this.#size, (v + 1) * 2 * this.#size)
    })
    this.issued = zeros(slots * this.quantiles.length)
    this.forecasts = zeros(slots * this.#size)
    this.#errors = scratch('tracker errors', leads.length)
    this.#slots = new Int32Array(leads.length)
  }

  /**
   * Learns from the forecasts that are due.
   *
   * @param actual shape [channels], or [channels × leads] if each lead has a target of its own; NaN is missing
   */
  learn(actual: ArrayLike<number>): void {
    const { channels, leads } = this.#options
    leads.forEach((lead, i) => {
      this.#slots[i] = this.pending.due(lead)
    })
    const own = actual.length === this.#size
    for (let channel = 0; channel < channels; channel++) {
      let judged = 0
      this.#misses.fill(0)
      for (let i = 0; i < leads.length; i++) {
        const at = channel * leads.length + i
        const slot = this.#slots[i]!
        const target = actual[own ? at : channel]!
        const error = slot < 0 ? Number.NaN : target - this.forecasts[slot * this.#size + at]!
        this.#errors[i] = error
        if (Number.isFinite(error) && this.#track(at, error, slot)) judged++
      }
      if (judged > 0) this.#shift(channel, judged)
      this.sizes.learn(channel, this.#errors, this.#slots)
    }
  }

  /**
   * Whether the interval was missed as issued decides: misses then add up to the nominal share, however late they are.
   *
   * @returns whether there was an interval
   */
  #track(at: number, error: number, slot: number): boolean {
    const issued = slot * this.quantiles.length
    if (Number.isNaN(this.issued[issued + at])) return false
    const { levels } = this.#options
    const zeros = relativeRate * this.sizes.zeroShare(at)
    for (let v = 0; v < levels.length; v++) {
      const own = ownRate * this.#starts[v]!
      for (let side = 0; side < 2; side++) {
        const entry = (2 * v + side) * this.#size + at
        const missed = (side === 0 ? error : -error) > this.issued[issued + entry]! ? 1 : 0
        this.#misses[v]! += missed
        this.#move(entry, (own + zeros * this.quantiles[entry]!) * (missed - this.#share(v)))
      }
    }
    return true
  }

  /** Moves all quantiles of a channel by its misses. */
  #shift(channel: number, judged: number): void {
    const { leads, levels } = this.#options
    for (let v = 0; v < levels.length; v++) {
      const change = channelRate * this.#starts[v]! * (this.#misses[v]! / (2 * judged) - this.#share(v))
      for (let i = 0; i < leads.length; i++) {
        const above = v * 2 * this.#size + channel * leads.length + i
        this.#move(above, change)
        this.#move(above + this.#size, change)
      }
    }
  }

  /** The nominal share of misses on one side. */
  #share(v: number): number {
    return (1 - this.#options.levels[v]!) / 2
  }

  #move(quantile: number, change: number): void {
    this.quantiles[quantile] = Math.max(0, this.quantiles[quantile]! + change)
  }

  /** A copy of the sizes, and of the distances of the bounds in sizes. */
  get learned(): IntervalState {
    const newest = this.pending.due(1) * this.quantiles.length
    const { sizes } = this.sizes
    const side = (below: 0 | 1) =>
      this.#options.levels.map((_, v) => {
        const from = newest + (2 * v + below) * this.#size
        return sizes.map((size, at) => (size > 0 ? this.issued[from + at]! / size : 0))
      })
    return { sizes: sizes.map((size) => (size > 0 ? size : 0)), above: side(0), below: side(1) }
  }

  /** Drops the forecasts not yet due, since steps do not count across a gap. Sizes and quantiles stay. */
  drop(): void {
    this.pending.clear()
  }

  /**
   * Computes the intervals of new forecasts, and keeps both until they are due. Call it once an observation, after
   * `learn`. Each interval contains the forecast, and those of lower levels.
   *
   * @param forecasts shape [size]
   * @param lower receives the lower bounds, shape [size] for each level; NaN before the first error
   * @param upper receives the upper bounds, likewise
   */
  issue(forecasts: Float64Array, lower: readonly Float64Array[], upper: readonly Float64Array[]): void {
    const slot = this.pending.issue()
    this.forecasts.set(forecasts, slot * this.#size)
    this.sizes.issue(slot)
    for (let channel = 0; channel < this.#options.channels; channel++) this.#place(channel, slot)
    const { levels } = this.#options
    for (let v = 0; v < levels.length; v++) {
      const above = slot * this.quantiles.length + v * 2 * this.#size
      for (let at = 0; at < this.#size; at++) {
        upper[v]![at] = forecasts[at]! + this.issued[above + at]!
        lower[v]![at] = forecasts[at]! - this.issued[above + this.#size + at]!
      }
    }
  }

  /** Computes the distances of the bounds of a channel. */
  #place(channel: number, slot: number): void {
    const { leads, levels } = this.#options
    const { known, sizes } = this.sizes
    const from = channel * leads.length
    for (let v = 0; v < levels.length; v++) {
      const normal = this.#normal[v]!
      for (let at = from; at < from + leads.length; at++) {
        const freedom = Math.max(leastFreedom, freedomPerError * known[at]!)
        const unit = (sizes[at]! * studentQuantile(normal, freedom)) / normal
        for (let side = 0; side < 2; side++) {
          const entry = (2 * v + side) * this.#size + at
          const distance = unit * this.quantiles[entry]!
          const to = slot * this.quantiles.length + entry
          // Higher levels enclose lower ones.
          this.issued[to] = v === 0 ? distance : Math.max(distance, this.issued[to - 2 * this.#size]!)
        }
      }
    }
  }

  state(fields: Fields): void {
    const { leads, levels } = this.#options
    fields.same('leads', leads)
    fields.same('levels', levels)
    fields.part('sizes', this.sizes)
    fields.numbers('quantiles', this.quantiles)
    fields.numbers('forecasts', this.forecasts)
    fields.numbers('issued', this.issued)
    fields.part('pending', this.pending)
  }
}
