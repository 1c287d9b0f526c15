import type { Discount } from '../defaults/profile.ts'
import type { ExpertInput } from '../experts/expert.ts'
import { ResidualRegression } from '../experts/residual-regression.ts'
import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { scratch } from '../stats/scratch.ts'
import { commonInputs, KnownInputs, type KnownSizes } from './known-inputs.ts'
import { Mixture } from './mixture.ts'
import { WorthSums } from './worth-sums.ts'

/** Regularisation towards no effect, in rows. */
const ridge = 20

export interface KnownStageOptions extends KnownSizes {
  readonly point: 'median' | 'mean'
  readonly algorithm: 'mlPoly' | 'boa'
  readonly discount: Discount
}

/** What the stage needs of the scale of the experts. */
export interface StageScale {
  /** Clamps forecasts to a plausible range, in place. */
  guard(forecasts: Float64Array): void
  /** A value or forecast of a channel in units of the data. */
  inDataUnits(channel: number, value: number): number
}

/**
 * The second stage, for columns known ahead: a regression for each channel and lead learns the residuals of the base,
 * and the base and the corrected forecast are mixed as experts are. The result is therefore never much worse than the
 * base. If nothing is known of a target, its forecast is the base's.
 */
export class KnownStage implements Saveable {
  readonly #leads: readonly number[]
  readonly #known: number
  readonly #scale: StageScale
  readonly #inputs: KnownInputs
  readonly #regression: ResidualRegression
  readonly #mixture: Mixture
  readonly #sums: WorthSums
  private readonly pending: Pending
  /** Share of the corrected forecast, and the result, of forecasts not yet due, shape [slots × channels × leads]. */
  private readonly shares: Float64Array
  private readonly results: Float64Array
  readonly #x: Float64Array
  readonly #base: Float64Array
  readonly #corrected: Float64Array
  readonly #errors: Float64Array

  constructor({ channels, known, leads, season, ...rest }: KnownStageOptions, scale: StageScale) {
    const size = channels * leads.length
    this.#leads = leads
    this.#known = known
    this.#scale = scale
    this.#inputs = new KnownInputs({ channels, known, leads, season })
    this.#regression = new ResidualRegression(size, this.#inputs.width, ridge)
    this.#mixture = new Mixture({ ...rest, channels, leads, experts: 2, persistence: -1 })
    this.#sums = new WorthSums(channels, known, leads)
    this.pending = new Pending(leads)
    this.shares = zeros(this.pending.slots * size)
    this.results = zeros(this.pending.slots * size)
    this.#x = scratch('known inputs', this.#inputs.width)
    this.#base = scratch('known base', size)
    this.#corrected = scratch('known corrected', size)
    this.#errors = scratch('known errors', 2 + known)
  }

  /** What the columns were worth so far. */
  get worth() {
    return this.#sums.worth
  }

  /**
   * Learns from the targets that have arrived.
   *
   * @param actual shape [channels]; NaN is missing
   */
  learn(actual: Float64Array): void {
    for (let channel = 0; channel < actual.length; channel++) {
      if (Number.isNaN(actual[channel]!)) continue
      for (let i = 0; i < this.#leads.length && this.pending.due(this.#leads[i]!) >= 0; i++)
        this.#learnTarget(channel, i, actual[channel]!)
    }
    this.#mixture.learn(actual)
  }

  #learnTarget(channel: number, i: number, actual: number): void {
    const at = channel * this.#leads.length + i
    const back = this.#leads[i]! - 1
    const base = this.#inputs.base(at, back)
    if (!this.#inputs.fill(at, back, this.#x) || Number.isNaN(base)) return
    this.#judge(channel, i, actual, base)
    this.#regression.learn(at, this.#x, actual - base)
  }

  /** Adds up the errors with and without each column, before anything is learned from the target. */
  #judge(channel: number, i: number, actual: number, base: number): void {
    const at = channel * this.#leads.length + i
    const entry = this.pending.due(this.#leads[i]!) * this.#base.length + at
    const { perColumn } = this.#inputs
    const target = this.#scale.inDataUnits(channel, actual)
    const error = (forecast: number) => Math.abs(target - this.#scale.inDataUnits(channel, forecast))
    this.#errors[0] = error(this.results[entry]!)
    this.#errors[1] = error(base)
    for (let k = 0; k < this.#known; k++) {
      const change = this.#regression.without(at, this.#x, commonInputs + k * perColumn, perColumn)
      this.#errors[2 + k] = error(this.results[entry]! + this.shares[entry]! * change)
    }
    this.#sums.add(channel, i, this.#errors)
  }

  /**
   * Corrects new forecasts.
   *
   * @param forecasts of the base, shape [channels × leads]; receives the result
   */
  correct(input: ExpertInput, forecasts: Float64Array): void {
    const base = this.#base
    const corrected = this.#corrected
    base.set(forecasts)
    this.#inputs.issue(input, base)
    for (let at = 0; at < base.length; at++) {
      const known = this.#inputs.fill(at, 0, this.#x)
      corrected[at] = known ? base[at]! + this.#regression.predict(at, this.#x) : Number.NaN
    }
    this.#scale.guard(corrected)
    this.#mixture.mix([base, corrected], forecasts)
    const from = this.pending.issue() * base.length
    this.results.set(forecasts, from)
    this.shares.set(this.#mixture.weights.subarray(base.length), from)
  }

  state(fields: Fields): void {
    fields.part('inputs', this.#inputs)
    fields.part('regression', this.#regression)
    fields.part('mixture', this.#mixture)
    fields.part('worth', this.#sums)
    fields.part('pending', this.pending)
    fields.numbers('shares', this.shares)
    fields.numbers('results', this.results)
  }
}
