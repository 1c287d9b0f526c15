import type { IntervalState } from '../series/forecast.ts'
import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { exp, log } from '../stats/elementary.ts'
import { gaussianQuantile } from '../stats/gaussian-quantile.ts'

/** Leads from which errors overlap so much that they come in runs, and each says less. */
const farFrom = 6

/** How many times the running size an error may count as, once so many are known: one spike must not widen the intervals for weeks, and a new level is followed within a few steps all the same. */
const most = 10
const knownFrom = 30

/** How fast intervals follow. */
export interface IntervalRates {
  /** How fast the running size of the errors forgets, in observations; for each step of the lead `perLead` more, since errors of far leads come in runs. */
  readonly halfLife: number
  readonly perLead: number
  /** How far a quantile moves at a miss, in σ; from lead 6 on by `farRate`. */
  readonly rate: number
  readonly farRate: number
}

export interface IntervalTrackerOptions extends IntervalRates {
  readonly channels: number
  readonly leads: readonly number[]
  /** Coverage promised, each in (0, 1). */
  readonly levels: readonly number[]
}

/**
 * Intervals that hold what they promise, whatever the forecasts are: the size of each lead's errors is tracked, and on either side the quantile of the errors in that unit, raised at a miss and
 * lowered a little otherwise, so that in the long run each side is missed α/2 of the time (Gibbs & Candès 2021; quantile tracking: Angelopoulos, Candès & Tibshirani 2023). No assumption on the errors.
 *
 * At each observation: `learn` it, then `issue` the intervals of the new forecasts.
 */
export class IntervalTracker implements Saveable {
  readonly #options: IntervalTrackerOptions
  readonly #size: number
  /** What the newest error weighs in the running size of each lead's. */
  readonly #shares: Float64Array
  /** Tracked quantiles, shape [levels × 2 × size]: how many σ above, then below. */
  private readonly quantiles: Float64Array
  /** Mean squared error and number of errors, shape [size]. */
  private readonly squares: Float64Array
  private readonly counts: Float64Array
  private readonly pending: Pending
  /** Forecasts not yet due and σ at their origins, shape [slots × size]; σ is 0 before the first error. */
  private readonly forecasts: Float64Array
  private readonly spreads: Float64Array
  /** The quantiles that went into their bounds, shape [slots × quantiles]. */
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

  /** Learns from the forecasts that are due. @param actual shape [channels]; NaN is missing */
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
    const limit = count > knownFrom && before > 0 ? most * most * before : Infinity
    this.squares[at] = (1 - weight) * before + weight * Math.min(error * error, limit)
  }

  /** Moves the quantiles by whether the interval as it was issued was missed: then the misses add up to what was promised, however late they are known. */
  private track(at: number, scaled: number, origin: number, lead: number): void {
    // The first hundred errors move the quantile further: it has a long way to go from the Gaussian's.
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

  /** A copy of what was learned of the errors. */
  get learned(): IntervalState {
    const side = (below: 0 | 1) =>
      this.#options.levels.map((_, v) =>
        this.quantiles.slice((2 * v + below) * this.#size, (2 * v + below + 1) * this.#size),
      )
    return { sizes: this.squares.map(Math.sqrt), above: side(0), below: side(1) }
  }

  /** Forgets the forecasts not yet due: after a gap, steps no longer say when they would be. What was learned of the errors stays. */
  drop(): void {
    this.pending.clear()
  }

  /**
   * Writes the intervals of new forecasts, keeps both until they are due, and moves on by one step. Shape [size] for each level; NaN while a lead has no error to go by. Wider levels enclose narrower ones.
   * @param forecasts shape [size]; to be given once an observation, after `learn`
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
        // One side may have been pushed past the other, as after a jump: then there is no interval but the point between them.
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
