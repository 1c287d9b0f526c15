import type { Discount } from '../defaults/profile.ts'
import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { scratch } from '../stats/scratch.ts'
import { Boa } from './boa.ts'
import { ErrorSize } from './error-size.ts'
import { ExpertErrors } from './expert-errors.ts'
import { ExponentialWeights } from './exponential-weights.ts'
import { LeadSmoothing } from './lead-smoothing.ts'
import { MlPoly } from './ml-poly.ts'
import { PriorWeights } from './prior-weights.ts'
import { byExpert, normalize, type Weighting } from './weighting.ts'

export interface MixtureOptions {
  /** Number of experts. */
  readonly experts: number
  readonly channels: number
  /** In steps, rising. */
  readonly leads: readonly number[]
  /** Index of the expert that forecasts the last value; −1 if there is none. */
  readonly persistence: number
  /** What the forecasts aim at: the median, with the smallest absolute errors, or the mean, with the smallest squares. */
  readonly point: 'median' | 'mean'
  readonly algorithm: 'mlPoly' | 'boa'
  readonly discount: Discount
}

/** Share of the second layer that persistence and the best expert begin with, each. */
const initialShare = 0.05
/** Largest error of an expert, in usual errors of persistence. */
const maxError = 10

/**
 * Mixes the forecasts of experts in two layers, for each channel and lead on its own.
 *
 * The first layer weighs the experts by the gradient of the squared error, and for a median by that of the absolute
 * error too. The second weighs those mixtures, the expert with the smallest errors so far and persistence, each by its
 * own loss: gradients alone let a mixture stay behind its best expert if errors have heavy tails or one is far ahead.
 *
 * An expert whose forecast is NaN sleeps (Freund, Schapire, Singer & Warmuth 1997): it has no weight, and learns
 * nothing from that target.
 */
export class Mixture implements Saveable {
  readonly #options: MixtureOptions
  readonly #candidates: number
  readonly #smoothing: LeadSmoothing
  /** The weights that other series can begin with, and those that this one began with. */
  readonly prior: PriorWeights
  private readonly layer: readonly Weighting[]
  private readonly chooser: ExponentialWeights
  private readonly errors: ExpertErrors
  /** Errors of persistence, or for a mean their squares, and errors of the first mixture. */
  private readonly naive: ErrorSize
  private readonly mixed: ErrorSize
  private readonly pending: Pending
  /** Forecasts not yet due of the experts, then of the candidates, shape [slots × channels × leads × both]. */
  private readonly issued: Float64Array
  /** Weights of the experts in the last forecasts, shape [channels × leads × experts]. */
  private readonly shares: Float64Array
  /**
   * Of this step only: who takes no part; the first known forecast and the expert with the smallest errors of each lead;
   * the differences of the forecasts from the first known one, 0 for those that sleep; the losses of the candidates.
   */
  readonly #asleep: Uint8Array
  readonly #base: Float64Array
  readonly #best: Int32Array
  readonly #differences: Float64Array
  readonly #losses: Float64Array

  constructor(options: MixtureOptions) {
    const { algorithm, channels, discount, experts, leads, persistence, point } = options
    this.#options = options
    const size = channels * leads.length
    this.#smoothing = new LeadSmoothing(experts, channels, leads)
    const weighting = () => (algorithm === 'boa' ? new Boa(experts, size) : new MlPoly(experts, size, discount))
    this.layer = point === 'median' ? [weighting(), weighting()] : [weighting()]
    const others = persistence < 0 ? 1 : 2
    const initial = this.layer.map(() => (1 - others * initialShare) / this.layer.length)
    for (let k = 0; k < others; k++) initial.push(initialShare)
    this.#candidates = initial.length
    this.chooser = new ExponentialWeights(initial, size)
    this.errors = new ExpertErrors(experts, size, discount, point === 'mean')
    this.prior = new PriorWeights(experts, this.layer, this.chooser, this.errors)
    this.naive = new ErrorSize(size)
    this.mixed = new ErrorSize(size)
    this.pending = new Pending(leads)
    this.issued = zeros(this.pending.slots * size * (experts + this.#candidates))
    this.shares = zeros(experts * size).fill(1 / experts)
    this.#asleep = new Uint8Array(experts * size)
    this.#best = new Int32Array(size)
    this.#base = scratch('mixture base', size)
    this.#differences = scratch('mixture differences', experts * size)
    this.#losses = scratch('mixture losses', this.#candidates)
  }

  /** A copy of the weights of the experts in the last forecasts, shape [experts × channels × leads]. */
  get weights(): Float64Array {
    return byExpert(this.shares, this.#options.experts)
  }

  /** A copy of the regrets of the first layer, shape [experts × channels × leads]; see `Weighting.regrets`. */
  get regrets(): Float64Array {
    return byExpert(this.layer[this.layer.length - 1]!.regrets, this.#options.experts)
  }

  /**
   * Learns from the targets that have arrived.
   *
   * @param actual shape [channels]; NaN is missing
   */
  learn(actual: ArrayLike<number>): void {
    const { channels, experts, leads } = this.#options
    for (let i = 0; i < leads.length; i++) {
      const slot = this.pending.due(leads[i]!)
      if (slot < 0) break
      for (let channel = 0; channel < channels; channel++) {
        const at = channel * leads.length + i
        const offset = (slot * this.#base.length + at) * (experts + this.#candidates)
        if (!Number.isNaN(actual[channel]!)) this.#learnTarget(at, actual[channel]!, offset)
      }
    }
  }

  /** @param offset of the forecasts of the experts */
  #learnTarget(at: number, actual: number, offset: number): void {
    const { experts, persistence, point } = this.#options
    const { issued } = this
    const candidates = offset + experts
    const first = issued[candidates]!
    // Every expert slept, or the channel had had no value yet.
    if (Number.isNaN(first)) return
    const naive = actual - (persistence < 0 ? first : issued[offset + persistence]!)
    this.naive.learn(at, point === 'median' ? naive : naive * naive)
    const usual = this.naive.of(at) || 1
    const factor = this.mixed.learn(at, actual - first)
    for (let k = 0; k < this.layer.length; k++) {
      const mixed = issued[candidates + k]!
      const error = mixed - actual
      const gradient = k === 0 ? 2 * factor * error : Math.sign(error) / usual
      this.layer[k]!.learn(at, gradient, mixed, issued, offset)
    }
    const limit = maxError * (point === 'median' ? usual : Math.sqrt(usual))
    this.errors.learn(at, actual, limit, issued, offset)
    const losses = this.#losses
    for (let k = 0; k < losses.length; k++) {
      const error = Math.abs(issued[candidates + k]! - actual)
      losses[k] = (point === 'median' ? error : error * error) / usual
    }
    this.chooser.learn(at, losses)
  }

  /**
   * Computes the weights, mixes new forecasts, and keeps both until they are due.
   *
   * @param forecasts of each expert, shape [channels × leads]
   * @param out receives the mixture; NaN if every expert sleeps
   */
  mix(forecasts: readonly Float64Array[], out: Float64Array): void {
    const width = this.#options.experts + this.#candidates
    const from = this.pending.issue() * this.#base.length * width
    const issued = this.issued.subarray(from, from + this.#base.length * width)
    this.#take(forecasts, issued, width)
    this.errors.judge(this.#asleep, this.#best)
    this.#smoothing.count(this.errors.counts)
    this.layer.forEach((weighting, k) => {
      weighting.update(this.#asleep)
      this.#smoothing.smooth(weighting.weights, this.errors.counts)
      normalize(weighting.weights, this.#asleep, this.#options.experts)
      this.prior.blend(k, this.#asleep)
    })
    for (let at = 0; at < out.length; at++) out[at] = this.#choose(at, issued, at * width)
  }

  /** Takes the forecasts, and finds who sleeps and how far each is from the first that is known. */
  #take(forecasts: readonly Float64Array[], issued: Float64Array, width: number): void {
    const experts = forecasts.length
    const asleep = this.#asleep
    const base = this.#base.fill(Number.NaN)
    const differences = this.#differences
    for (let e = 0; e < experts; e++) {
      const own = forecasts[e]!
      for (let at = 0, entry = e; at < base.length; at++, entry += experts) {
        const forecast = own[at]!
        const sleeps = Number.isNaN(forecast)
        issued[at * width + e] = forecast
        asleep[entry] = sleeps ? 1 : 0
        if (!sleeps && Number.isNaN(base[at]!)) base[at] = forecast
        differences[entry] = sleeps ? 0 : forecast - base[at]!
      }
    }
  }

  /**
   * Computes the candidates of a lead and the weights of the experts in all of them together.
   *
   * @param offset of the forecasts of the experts
   * @returns the mixture
   */
  #choose(at: number, issued: Float64Array, offset: number): number {
    const { experts, persistence } = this.#options
    const { layer, shares } = this
    const { weights } = this.chooser
    const candidates = offset + experts
    const chosen = at * this.#candidates
    const from = at * experts
    let first = weights[chosen]!
    for (let k = 0; k < layer.length; k++) issued[candidates + k] = this.#mean(layer[k]!.weights, at)
    shares.fill(0, from, from + experts)
    for (let k = layer.length; k < this.#candidates; k++) {
      const expert = k === layer.length ? this.#best[at]! : persistence
      const known = expert >= 0 && !Number.isNaN(issued[offset + expert]!)
      issued[candidates + k] = known ? issued[offset + expert]! : issued[candidates]!
      if (known) shares[from + expert]! += weights[chosen + k]!
      else first += weights[chosen + k]!
    }
    for (let k = 0; k < layer.length; k++) {
      const own = layer[k]!.weights
      const share = k === 0 ? first : weights[chosen + k]!
      for (let entry = from; entry < from + experts; entry++) shares[entry]! += share * own[entry]!
    }
    return this.#mean(shares, at)
  }

  /**
   * Mixes the forecasts of a lead: the first that is known plus weighted differences from it, so that the mean of equal
   * forecasts has the same bits.
   */
  #mean(weights: Float64Array, at: number): number {
    const { experts } = this.#options
    const differences = this.#differences
    let sum = this.#base[at]!
    for (let entry = at * experts; entry < (at + 1) * experts; entry++) sum += weights[entry]! * differences[entry]!
    return sum
  }

  state(fields: Fields): void {
    this.layer.forEach((weighting, k) => {
      fields.part(`layer ${k + 1}`, weighting)
    })
    fields.part('prior', this.prior)
    fields.part('chooser', this.chooser)
    fields.part('errors', this.errors)
    fields.part('naive', this.naive)
    fields.part('mixed', this.mixed)
    fields.part('pending', this.pending)
    fields.numbers('weights', this.shares)
    fields.numbers('issued', this.issued)
  }
}
