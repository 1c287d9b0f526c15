import type { IntervalState } from '../series/forecast.ts'
import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { exp, log } from '../stats/elementary.ts'
import { gaussianQuantile } from '../stats/gaussian-quantile.ts'

/** First lead whose errors overlap so much that they come in runs, so that each carries less information. */
const farFrom = 6

/**
 * Once there have been `minErrors` errors, one counts as at maxRatio `maxRatio` times their running size: a spike must
 * not widen the intervals for weeks, and a change of level is still followed within a few steps.
 */
const maxRatio = 10
const minErrors = 30

/** How quickly intervals adapt. */
export interface IntervalRates {
  /**
   * Half-life of the running size of the errors, in observations. It grows by `perLead` for each step of the lead,
   * since errors of long leads come in runs.
   */
  readonly halfLife: number
  readonly perLead: number
  /** Change of a quantile at a miss, in σ; `farRate` from lead 6 on. */
  readonly rate: number
  readonly farRate: number
}

export interface IntervalTrackerOptions extends IntervalRates {
  readonly channels: number
  readonly leads: readonly number[]
  /** Nominal coverage of each interval, in (0, 1). */
  readonly levels: readonly number[]
}

/**
 * Prediction intervals with the stated coverage for any forecasts, without assumptions about the errors. For each lead,
 * the tracker keeps the running size of the errors and, for each side, a quantile in units of that size. A miss raises
 * the quantile and any other error lowers it a little, so that in the long run each side is missed α/2 of the time
 * (Gibbs & Candès 2021; quantile tracking: Angelopoulos, Candès & Tibshirani 2023).
 *
 * For each observation, call `learn`, then `issue` with the new forecasts.
 */
export class IntervalTracker implements Saveable {
  readonly #options: IntervalTrackerOptions
  readonly #size: number
  /** Weight of the newest error in the running size, by lead. */
  readonly #shares: Float64Array
  /** Tracked quantiles in σ, shape [levels × 2 × size]: above the forecast, then below. */
  private readonly quantiles: Float64Array
  /** Mean squared error and number of errors, shape [size]. */
  private readonly squares: Float64Array
  private readonly counts: Float64Array
  private readonly pending: Pending
  /** Forecasts not yet due, and σ when they were issued, shape [slots × size]; σ is 0 before the first error. */
  private readonly forecasts: Float64Array
  private readonly spreads: Float64Array
  /** The quantiles used for their bounds, shape [slots × quantiles]. */
  private readonly issued: Float64Array

  constructor(options: IntervalTrackerOptions) {
    const { channels, leads, levels, halfLife, perLead } = options
    this.#options = options
    this.#size = channels * leads.length
    this.pending = new Pending(leads)
    const { slots } = this.pending
    this.#shares = Float64Array.from(leads, (lead) => 1 - exp(-log(2) / (halfLife + perLead * lead)))
    this.quantiles = new Float64Array(levels.length * 2 * this.#size)
    levels.forEach((level, v) => {
      this.quantiles.fill(gaussianQuantile(0.5 + level / 2), v * 2 * this.#size, (v + 1) * 2 * this.#size)
    })
    this.issued = new Float64Array(slots * this.quantiles.length)
    this.squares = new Float64Array(this.#size)
    this.counts = new Float64Array(this.#size)
    this.forecasts = new Float64Array(slots * this.#size)
    this.spreads = new Float64Array(slots * this.#size)
  }

  /**
   * Learns from the forecasts that are due.
   *
   * @param actual shape [channels]; NaN is missing
   */
  learn(actual: ArrayLike<number>): void {
    const { channels, leads } = this.#options
    for (let i = 0; i < leads.length; i++) {
      const origin = this.pending.due(leads[i]!)
      if (origin < 0) break
      for (let channel = 0; channel < channels; channel++) {
        const at = channel * leads.length + i
        const error = actual[channel]! - this.forecasts[origin * this.#size + at]!
        if (!Number.isFinite(error)) continue
        this.measure(at, error, this.#shares[i]!)
        const spread = this.spreads[origin * this.#size + at]!
        if (spread > 0) this.track(at, error / spread, origin, leads[i]!)
      }
    }
  }

  private measure(at: number, error: number, share: number): void {
    const count = ++this.counts[at]!
    const weight = Math.max(share, 1 / count)
    const before = this.squares[at]!
    const limit = count > minErrors && before > 0 ? maxRatio * maxRatio * before : Infinity
    this.squares[at] = (1 - weight) * before + weight * Math.min(error * error, limit)
  }

  /**
   * Whether the interval was missed as issued decides: misses then add up to the nominal share, however late they are.
   */
  private track(at: number, scaled: number, origin: number, lead: number): void {
    // The first hundred errors change the quantile more, since it starts from that of a Gaussian.
    const { farRate, rate: nearRate } = this.#options
    const rate = (lead < farFrom ? nearRate : farRate) * Math.max(1, 10 / Math.sqrt(this.counts[at]!))
    const issued = origin * this.quantiles.length
    this.#options.levels.forEach((level, v) => {
      const share = (1 - level) / 2
      const above = v * 2 * this.#size + at
      const below = above + this.#size
      this.quantiles[above]! += rate * ((scaled > this.issued[issued + above]! ? 1 : 0) - share)
      this.quantiles[below]! += rate * ((-scaled > this.issued[issued + below]! ? 1 : 0) - share)
    })
  }

  /** A copy of the sizes and quantiles learned. */
  get learned(): IntervalState {
    const side = (below: 0 | 1) =>
      this.#options.levels.map((_, v) =>
        this.quantiles.slice((2 * v + below) * this.#size, (2 * v + below + 1) * this.#size),
      )
    return { sizes: this.squares.map(Math.sqrt), above: side(0), below: side(1) }
  }

  /** Drops the forecasts not yet due, since steps do not count across a gap. Sizes and quantiles stay. */
  drop(): void {
    this.pending.clear()
  }

  /**
   * Computes the intervals of new forecasts, and keeps both until they are due. Call it once an observation, after
   * `learn`. Higher levels enclose lower ones.
   *
   * @param forecasts shape [size]
   * @param lower receives the lower bounds, shape [size] for each level; NaN before the first error of a lead
   * @param upper receives the upper bounds, likewise
   */
  issue(forecasts: Float64Array, lower: readonly Float64Array[], upper: readonly Float64Array[]): void {
    const slot = this.pending.issue()
    const origin = slot * this.#size
    this.forecasts.set(forecasts, origin)
    this.issued.set(this.quantiles, slot * this.quantiles.length)
    for (let at = 0; at < this.#size; at++) {
      const known = this.counts[at]! > 0
      const spread = known ? Math.sqrt(this.squares[at]!) : Number.NaN
      this.spreads[origin + at] = known ? spread : 0
      let up = -Infinity
      let down = -Infinity
      for (let v = 0; v < this.#options.levels.length; v++) {
        const above = v * 2 * this.#size + at
        up = Math.max(up, this.quantiles[above]!)
        down = Math.max(down, this.quantiles[above + this.#size]!)
        // After a jump, the sides can cross; the interval is then the point between them.
        if (up + down < 0) {
          up = (up - down) / 2
          down = -up
        }
        upper[v]![at] = forecasts[at]! + spread * up
        lower[v]![at] = forecasts[at]! - spread * down
      }
    }
  }

  state(fields: Fields): void {
    const { farRate, halfLife, leads, levels, perLead, rate } = this.#options
    fields.same('leads', leads)
    fields.same('levels', levels)
    fields.constant('rates', [halfLife, perLead, rate, farRate])
    fields.numbers('quantiles', this.quantiles)
    fields.numbers('squares', this.squares)
    fields.numbers('counts', this.counts)
    fields.numbers('forecasts', this.forecasts)
    fields.numbers('spreads', this.spreads)
    fields.numbers('issued', this.issued)
    fields.part('pending', this.pending)
  }
}
