import { Pending } from '../series/pending.ts'
import { Recent } from '../series/recent.ts'
import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { add, dot } from '../stats/linear.ts'
import { Moments } from '../stats/moments.ts'
import { scratch } from '../stats/scratch.ts'
import { type Cycles, calendarWaves, calendarWidth } from '../time/calendar.ts'
import { Covariance } from './covariance.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'
import { FrozenScale } from './frozen-scale.ts'
import { OtherChannels, type OtherInputs } from './other-channels.ts'

export interface RlsOptions {
  /** Lags in steps, rising. */
  readonly lags: readonly number[]
  /** λ, the factor of a row's weight for each later row; 1 forgets nothing. */
  readonly forgetting: number
  /** Regularisation of the weights towards zero, in rows. */
  readonly ridge: number
  /** Inputs are clipped at ± this. */
  readonly clip: number
  readonly cycles: Cycles
  /** Whether the level and the covariates are inputs. */
  readonly level: boolean
  /** What comes from the other channels; the level of a channel's own is then an input too. Default: nothing. */
  readonly others?: OtherInputs
}

/** Smallest σ as a share of the deviation of the level: without it, forecasts explode if a column starts constant. */
const minShare = 0.05
/** Errors are clipped at ± this, in σ: a jump must not dominate the weights. */
const clipAt = 20
/** Largest share of stand-ins among the lags of an origin that is learned from. */
const maxStandIns = 0.5

/**
 * Direct autoregression for each lead by recursive least squares: ŷ(t + h) = base(t, h) + σ(t) · w_h · x(t), with x the
 * differences (y(t − l) − y(t)) / σ, a constant 1, the calendar, the level, the covariates and the other channels. All leads of a channel
 * share one matrix P. The weights of lead h learn from origin t when y(t + h) arrives, with the gain of the origin:
 * w_h ← w_h + k(t) · ((y(t + h) − base) / σ(t) − w_h · x(t)). It sleeps until all lags are known, and does not learn from
 * an origin whose value is missing, or whose lags hold many stand-ins.
 */
export class RecursiveLeastSquares implements Expert {
  readonly #shape: ExpertShape
  readonly #options: RlsOptions
  /** Forecasts of the base from the current origin, shape [channels × leads]: a view. */
  readonly #base: Float64Array
  readonly #width: number
  readonly #others: OtherChannels | undefined
  /** The values of this input, standardised, shape [channels]. */
  readonly #levels: Float64Array
  private readonly recent: Recent
  /** 1 for each of the recent values that is a stand-in. */
  private readonly standIns: Recent
  private readonly differences: Moments[]
  private readonly levels: Moments[]
  private readonly standard: FrozenScale[]
  /** The covariates of this input, standardised: the same for every channel. */
  private readonly covariates: Float64Array
  private readonly covariances: Covariance[]
  /** Shape [channels × leads × width]. */
  private readonly weights: Float64Array
  private readonly pending: Pending
  /**
   * Of the origins with forecasts not yet due: regressors and gains [slots × channels × width], σ [slots × channels], 0
   * if nothing was forecast, and the base [slots × channels × leads].
   */
  private readonly regressors: Float64Array
  private readonly gains: Float64Array
  private readonly spreads: Float64Array
  private readonly bases: Float64Array

  /** @param base forecasts of the base, shape [channels × leads]: a view, updated before each call of `learn` */
  constructor(shape: ExpertShape, options: RlsOptions, base: Float64Array) {
    const { channels, covariates, leads } = shape
    this.#shape = shape
    this.#options = options
    this.#base = base
    this.#levels = scratch('rls levels', channels)
    this.#others = options.others && new OtherChannels(channels, options.others, options.clip)
    const ownWidth = options.lags.length + 1 + calendarWidth(options.cycles) + (options.level ? 1 + covariates : 0)
    this.#width = ownWidth + (this.#others ? Number(!options.level) + this.#others.width : 0)
    this.pending = new Pending(leads)
    const { slots } = this.pending
    this.recent = new Recent(channels, options.lags[options.lags.length - 1]! + 1)
    this.standIns = new Recent(channels, options.lags[options.lags.length - 1]! + 1)
    const each = <T>(make: () => T) => Array.from({ length: channels }, make)
    this.differences = each(() => new Moments())
    this.levels = each(() => new Moments())
    this.standard = Array.from({ length: channels + covariates }, () => new FrozenScale())
    this.covariates = scratch('rls covariates', covariates)
    this.covariances = each(() => new Covariance(this.#width, options.forgetting, options.ridge))
    this.weights = zeros(channels * leads.length * this.#width)
    this.regressors = zeros(slots * channels * this.#width)
    this.gains = zeros(slots * channels * this.#width)
    this.spreads = zeros(slots * channels)
    this.bases = zeros(slots * channels * leads.length)
  }

  /** The weights: for all series alike they are of differences in σ. */
  get learned(): readonly Float64Array[] {
    return [this.weights]
  }

  inherit([weights]: readonly Float64Array[]): void {
    this.weights.set(weights!)
  }

  learn(input: ExpertInput): void {
    for (let channel = 0; channel < this.#shape.channels; channel++) {
      if (input.missing[channel] === 0) this.learnTargets(channel, input.values[channel]!)
    }
    this.recent.push(input.values)
    this.standIns.push(input.missing)
    for (let i = 0; i < this.covariates.length; i++)
      this.covariates[i] = this.standard[this.#shape.channels + i]!.next(input.covariates[i]!)
    for (let channel = 0; channel < this.#shape.channels; channel++)
      this.#levels[channel] = this.standard[channel]!.next(input.values[channel]!, input.missing[channel] === 1)
    const { differences, recent, standIns } = this
    this.#others?.update({ levels: this.#levels, recent, standIns, differences })
    const slot = this.pending.issue()
    for (let channel = 0; channel < this.#shape.channels; channel++) this.addOrigin(input, channel, slot)
  }

  /** The weights of each lead learn from the origin that many steps ago. */
  private learnTargets(channel: number, actual: number): void {
    const { channels, leads } = this.#shape
    const { gains, regressors, weights } = this
    const width = this.#width
    for (let i = 0; i < leads.length; i++) {
      const slot = this.pending.due(leads[i]!)
      if (slot < 0) break
      const origin = slot * channels + channel
      const spread = this.spreads[origin]!
      if (spread === 0) continue
      const x = origin * width
      const w = (channel * leads.length + i) * width
      let error = (actual - this.bases[origin * leads.length + i]!) / spread
      if (Number.isNaN(error)) continue
      error -= dot(weights, w, regressors, x, width)
      add(weights, w, gains, x, width, Math.max(-clipAt, Math.min(clipAt, error)))
    }
  }

  /** Keeps regressors, gain, σ and base of the new origin. */
  private addOrigin(input: ExpertInput, channel: number, slot: number): void {
    const { channels, leads } = this.#shape
    const origin = slot * channels + channel
    const now = input.values[channel]!
    const missing = input.missing[channel] === 1
    if (!missing) {
      this.levels[channel]!.add(now)
      const before = this.recent.ago(1, channel)
      if (this.standIns.ago(1, channel) !== 1) this.differences[channel]!.add(Number.isNaN(before) ? 0 : now - before)
    }
    const oldest = this.recent.ago(this.#options.lags[this.#options.lags.length - 1]!, channel)
    const known = !Number.isNaN(oldest + this.#base[channel * leads.length]!)
    const spread = known
      ? Math.max(this.differences[channel]!.deviation, minShare * this.levels[channel]!.deviation)
      : 0
    this.spreads[origin] = spread
    const from = origin * this.#width
    this.fill(from, input, channel, spread)
    if (spread === 0) return
    if (missing || this.standInShare(channel) > maxStandIns) this.gains.fill(0, from, from + this.#width)
    else this.covariances[channel]!.update(this.regressors, this.gains, from)
    for (let i = 0; i < leads.length; i++)
      this.bases[origin * leads.length + i] = this.#base[channel * leads.length + i]!
  }

  /** Share of the lags that hold stand-ins. */
  private standInShare(channel: number): number {
    const { lags } = this.#options
    let count = 0
    for (const lag of lags) count += this.standIns.ago(lag, channel)
    return count / lags.length
  }

  /** @param from index of the first regressor of the origin */
  private fill(from: number, { time, values }: ExpertInput, channel: number, spread: number): void {
    const { clip, cycles, lags } = this.#options
    const x = this.regressors
    let at = from
    for (const lag of lags) {
      const difference = spread > 0 ? (this.recent.ago(lag, channel) - values[channel]!) / spread : 0
      x[at++] = Math.max(-clip, Math.min(clip, difference))
    }
    x[at++] = 1
    at = calendarWaves(cycles, time, x, at)
    if (this.#options.level || this.#others) x[at++] = this.#levels[channel]!
    if (this.#options.level) x.set(this.covariates, at)
    this.#others?.write(channel, x, from + this.#width - this.#others.width)
  }

  forecast(out: Float64Array): void {
    const { channels, leads } = this.#shape
    out.fill(Number.NaN)
    const newest = this.pending.due(1)
    if (newest < 0) return
    for (let channel = 0; channel < channels; channel++) {
      const origin = newest * channels + channel
      const spread = this.spreads[origin]!
      if (spread === 0) continue
      for (let i = 0; i < leads.length; i++) {
        const at = channel * leads.length + i
        const sum = dot(this.weights, at * this.#width, this.regressors, origin * this.#width, this.#width)
        out[at] = this.#base[at]! + spread * sum
      }
    }
  }

  state(fields: Fields): void {
    const { clip, cycles, lags } = this.#options
    fields.same('lags', lags)
    fields.same('cycles', JSON.stringify(cycles))
    fields.constant('clip', clip)
    if (this.#options.others) fields.same('others', JSON.stringify(this.#options.others))
    fields.part('recent', this.recent)
    fields.part('standIns', this.standIns)
    fields.parts('differences', this.differences)
    fields.parts('levels', this.levels)
    fields.parts('standard', this.standard)
    fields.parts('covariances', this.covariances)
    fields.numbers('weights', this.weights)
    fields.numbers('regressors', this.regressors)
    fields.numbers('gains', this.gains)
    fields.numbers('spreads', this.spreads)
    fields.numbers('bases', this.bases)
    fields.part('pending', this.pending)
  }
}
