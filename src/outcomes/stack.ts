import { Covariance } from '../experts/covariance.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { add, dot } from '../stats/linear.ts'
import { scratch } from '../stats/scratch.ts'
import { hitOf, logitsOf, toProbabilities } from './logit.ts'

/** Regularisation towards the mixture; from 10 to 100 it is level. */
const ridge = 30
/** Logits of experts count as at most this far from that of the mixture. */
const maxDistance = 3

/**
 * Recalibrates the mixture of one lead, and combines what experts know: logit = (1 + a) · logit of the mixture + b +
 * Σ_e w_e (logit of expert e − logit of the mixture). All weights start at 0: it begins as the mixture. Classes have their
 * weights in common, and no b. It learns by online Newton steps on the log loss (Hazan, Agarwal & Kale 2007).
 */
export class Stack implements Saveable {
  readonly #channels: number
  readonly #experts: number
  readonly #width: number
  private readonly covariance: Covariance
  private readonly weights: Float64Array
  /** Shape [channels × width]. */
  readonly #features: Float64Array
  readonly #own: Float64Array
  readonly #p: Float64Array
  readonly #gradient: Float64Array
  readonly #gain: Float64Array

  constructor(channels: number, experts: number) {
    this.#channels = channels
    this.#experts = experts
    this.#width = 2 + experts
    this.covariance = new Covariance(this.#width, 1, ridge)
    this.weights = zeros(this.#width)
    this.#features = scratch('stack features', channels * this.#width)
    this.#own = scratch('stack own', channels)
    this.#p = scratch('stack probabilities', channels)
    this.#gradient = scratch('stack gradient', this.#width)
    this.#gain = scratch('stack gain', this.#width)
  }

  /**
   * @param issued probabilities: those of a channel are at `from` + expert, the mixture after them, the next channel
   * `stride` after it
   * @returns the probabilities by channel: a view that the next call overwrites
   */
  predict(issued: Float64Array, from: number, stride: number): Float64Array {
    const channels = this.#channels
    const width = this.#width
    const features = this.#features
    const own = this.#own
    const p = this.#p
    logitsOf(issued, from + this.#experts, stride, own, 0, channels)
    for (let e = 0; e < this.#experts; e++) {
      const asleep = Number.isNaN(issued[from + e]!)
      if (!asleep) logitsOf(issued, from + e, stride, p, 0, channels)
      for (let k = 0; k < channels; k++)
        features[k * width + 2 + e] = asleep ? 0 : Math.max(-maxDistance, Math.min(maxDistance, p[k]! - own[k]!))
    }
    for (let k = 0; k < channels; k++) {
      features[k * width] = channels === 1 ? 1 : 0
      features[k * width + 1] = own[k]!
      p[k] = own[k]! + dot(this.weights, 0, features, k * width, width)
    }
    toProbabilities(p)
    return p
  }

  /** Learns from the label what `predict` would have said. */
  learn(label: number, issued: Float64Array, from: number, stride: number): void {
    const channels = this.#channels
    const p = this.predict(issued, from, stride)
    this.#gradient.fill(0)
    for (let k = 0; k < channels; k++)
      add(this.#gradient, 0, this.#features, k * this.#width, this.#width, p[k]! - hitOf(label, channels, k))
    this.covariance.update(this.#gradient, this.#gain)
    add(this.weights, 0, this.#gain, 0, this.#width, -1)
  }

  state(fields: Fields): void {
    fields.part('covariance', this.covariance)
    fields.numbers('weights', this.weights)
  }
}
