import type { Discount } from '../defaults/profile.ts'
import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { Boa } from './boa.ts'
import { ErrorSize } from './error-size.ts'
import { ExpertErrors } from './expert-errors.ts'
import { ExponentialWeights } from './exponential-weights.ts'
import { LeadSmoothing } from './lead-smoothing.ts'
import { MlPoly } from './ml-poly.ts'
import { normalize, type Weighting } from './weighting.ts'

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
 * own loss: gradients alone let a mixture stay behind its best expert for long if errors have heavy tails or one expert
 * is far ahead.
 *
 * An expert whose forecast is NaN sleeps (Freund, Schapire, Singer & Warmuth 1997): it has no weight, and learns
 * nothing from that target.
 */
export class Mixture implements Saveable {
  /** Weights of the experts in the last forecasts, shape [experts × channels × leads]. */
  readonly weights: Float64Array
  readonly #options: MixtureOptions
  /** Channels × leads. */
  readonly #size: number
  readonly #leads: number
  readonly #candidates: number
  readonly #smoothing: LeadSmoothing
  private readonly layer: readonly Weighting[]
  private readonly chooser: ExponentialWeights
  private readonly errors: ExpertErrors
  /** Errors of persistence, or for a mean their squares, and errors of the first mixture. */
  private readonly naive: ErrorSize
  private readonly mixed: ErrorSize
  private readonly pending: Pending
  /** Forecasts not yet due, shape [slots × (experts + candidates) × size]. */
  private readonly issued: Float64Array
  /**
   * Of this step only: who takes no part; the first known forecast and the expert with the smallest errors of each lead;
   * the forecasts, with the first known one in place of those that sleep; the weights of the candidates.
   */
  readonly #asleep: Uint8Array
  readonly #base: Float64Array
  readonly #best: Int32Array
  readonly #known: Float64Array
  readonly #shares: Float64Array
  readonly #sums: Float64Array
  readonly #losses: Float64Array

  constructor(options: MixtureOptions) {
    const { algorithm, channels, discount, experts, leads, persistence, point } = options
    this.#options = options
    this.#leads = leads.length
    const size = channels * leads.length
    this.#size = size
    this.#smoothing = new LeadSmoothing(leads)
    const weighting = () => (algorithm === 'boa' ? new Boa(experts, size) : new MlPoly(experts, size, discount))
    this.layer = point === 'median' ? [weighting(), weighting()] : [weighting()]
    const others = persistence < 0 ? 1 : 2
    const initial = this.layer.map(() => (1 - others * initialShare) / this.layer.length)
    for (let k = 0; k < others; k++) initial.push(initialShare)
    this.#candidates = initial.length
    this.chooser = new ExponentialWeights(initial, size)
    this.errors = new ExpertErrors(experts, size, discount, point === 'mean')
    this.naive = new ErrorSize(size)
    this.mixed = new ErrorSize(size)
    this.pending = new Pending(leads)
    this.issued = new Float64Array(this.pending.slots * (experts + this.#candidates) * size)
    this.weights = new Float64Array(experts * size).fill(1 / experts)
    this.#asleep = new Uint8Array(experts * size)
    this.#best = new Int32Array(size)
    this.#base = new Float64Array(size)
    this.#known = new Float64Array(experts * size)
    this.#shares = new Float64Array(this.chooser.weights.length)
    this.#sums = new Float64Array(size)
    this.#losses = new Float64Array(this.#candidates)
  }

  /** Regrets of the first layer; see `Weighting.regrets`. */
  get regrets(): Float64Array {
    return this.layer[this.layer.length - 1]!.regrets
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
      const offset = slot * (experts + this.#candidates) * this.#size
      for (let channel = 0; channel < channels; channel++) {
        if (!Number.isNaN(actual[channel]!)) this.#learnTarget(channel * this.#leads + i, actual[channel]!, offset)
      }
    }
  }

  #learnTarget(at: number, actual: number, offset: number): void {
    const { experts, persistence, point } = this.#options
    const { issued } = this
    const candidates = offset + experts * this.#size + at
    const first = issued[candidates]!
    // Every expert slept, or the channel had had no value yet.
    if (Number.isNaN(first)) return
    const naive = actual - (persistence < 0 ? first : issued[offset + persistence * this.#size + at]!)
    this.naive.learn(at, point === 'median' ? naive : naive * naive)
    const usual = this.naive.of(at) || 1
    const factor = this.mixed.learn(at, actual - first)
    for (let k = 0; k < this.layer.length; k++) {
      const mixed = issued[candidates + k * this.#size]!
      const error = mixed - actual
      const gradient = k === 0 ? 2 * factor * error : Math.sign(error) / usual
      this.layer[k]!.learn(at, gradient, mixed, issued, offset)
    }
    const limit = maxError * (point === 'median' ? usual : Math.sqrt(usual))
    this.errors.learn(at, actual, limit, issued, offset)
    const losses = this.#losses
    for (let k = 0; k < losses.length; k++) {
      const error = Math.abs(issued[candidates + k * this.#size]! - actual)
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
    const { experts, persistence } = this.#options
    const { issued, weights } = this
    const asleep = this.#asleep
    const best = this.#best
    const size = this.#size
    const offset = this.pending.issue() * (experts + this.#candidates) * size
    const latest = issued.subarray(offset, offset + experts * size)
    forecasts.forEach((forecast, e) => {
      latest.set(forecast, e * size)
    })
    this.#findKnown(latest)
    this.errors.findBest(asleep, best)
    this.errors.bar(asleep)
    const candidates = issued.subarray(offset + experts * size, offset + (experts + this.#candidates) * size)
    const shares = this.#shares
    shares.set(this.chooser.weights)
    weights.fill(0)
    const totals = this.#smoothing.totals(this.errors.counts)
    this.layer.forEach((weighting, k) => {
      weighting.update(asleep)
      this.#smoothing.smooth(weighting.weights, this.errors.counts, totals)
      normalize(weighting.weights, asleep, this.#sums)
      this.#mean(weighting.weights, candidates.subarray(k * size, (k + 1) * size))
    })
    for (let k = this.layer.length; k < this.#candidates; k++) {
      for (let at = 0; at < size; at++) {
        const expert = k === this.layer.length ? best[at]! : persistence
        const known = expert >= 0 && !Number.isNaN(latest[expert * size + at]!)
        candidates[k * size + at] = known ? latest[expert * size + at]! : candidates[at]!
        if (known) weights[expert * size + at]! += shares[k * size + at]!
        else shares[at]! += shares[k * size + at]!
      }
    }
    this.layer.forEach((weighting, k) => {
      const own = weighting.weights
      for (let from = 0; from < own.length; from += size)
        for (let at = 0; at < size; at++) weights[from + at]! += shares[k * size + at]! * own[from + at]!
    })
    this.#mean(weights, out)
  }

  /** Finds who sleeps, and for each lead the first forecast that is known. */
  #findKnown(latest: Float64Array): void {
    const asleep = this.#asleep
    const base = this.#base
    const known = this.#known
    const size = this.#size
    base.fill(Number.NaN)
    for (let from = 0; from < latest.length; from += size) {
      for (let at = 0; at < size; at++) {
        const sleeps = Number.isNaN(latest[from + at]!)
        asleep[from + at] = sleeps ? 1 : 0
        if (!sleeps && Number.isNaN(base[at]!)) base[at] = latest[from + at]!
      }
    }
    for (let from = 0; from < latest.length; from += size) {
      for (let at = 0; at < size; at++) known[from + at] = asleep[from + at] === 1 ? base[at]! : latest[from + at]!
    }
  }

  /**
   * Mixes the forecasts: the first that is known plus weighted differences from it, so that the mean of equal forecasts
   * has the same bits.
   */
  #mean(weights: Float64Array, out: Float64Array): void {
    const base = this.#base
    const known = this.#known
    const size = this.#size
    out.set(base)
    for (let from = 0; from < weights.length; from += size)
      for (let at = 0; at < size; at++) out[at]! += weights[from + at]! * (known[from + at]! - base[at]!)
  }

  state(fields: Fields): void {
    this.layer.forEach((weighting, k) => {
      fields.part(`layer ${k + 1}`, weighting)
    })
    fields.part('chooser', this.chooser)
    fields.part('errors', this.errors)
    fields.part('naive', this.naive)
    fields.part('mixed', this.mixed)
    fields.part('pending', this.pending)
    fields.numbers('weights', this.weights)
    fields.numbers('issued', this.issued)
  }
}
