import { Covariance } from '../experts/covariance.ts'
import { Pending } from '../series/pending.ts'
import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { add, dot } from '../stats/linear.ts'
import { scratch } from '../stats/scratch.ts'
import type { Features } from './features.ts'
import { hitOf, logitsOf, toProbabilities } from './logit.ts'
import type { OutcomeExpert, OutcomeInput, OutcomeShape } from './outcome-expert.ts'

/** Weight of a row for each later one. */
const forgetting = 0.9995
/** Regularisation towards the base, in rows. From 3 to 30 it is level on most series; monthly ones want less. */
const ridge = 10
/** Lower limit of the curvature of a loss, which bounds the step that a single label causes. */
const minCurvature = 0.01

/**
 * Logistic regression, or a softmax of several classes, for each lead: logit = logit of the base + w · x. It learns by
 * Newton steps, as recursive least squares does: P holds the inverse of Σ p(1 − p) x x', and w ← w + P x · (label − p).
 * The leads share P, with the mean of their p(1 − p) at the origin: as good as a matrix a lead. An origin whose own label
 * is missing is not learned from.
 */
export class LogisticRegression implements OutcomeExpert {
  readonly #shape: OutcomeShape
  /** Probabilities of the base from the current origin, shape [channels × leads]: a view. */
  readonly #base: Float64Array
  readonly #width: number
  private readonly features: readonly Features[]
  private readonly pending: Pending
  private readonly covariance: Covariance
  /** Shape [leads × channels × width]. */
  private readonly weights: Float64Array
  /**
   * Of the origins not yet due: inputs and gains [slots × width], logits of the base [slots × leads × channels], and 1 if
   * there is something to learn from.
   */
  private readonly regressors: Float64Array
  private readonly gains: Float64Array
  private readonly bases: Float64Array
  private readonly known: Uint8Array
  readonly #p: Float64Array
  readonly #scaled: Float64Array
  readonly #gain: Float64Array

  constructor(shape: OutcomeShape, features: readonly Features[], base: Float64Array) {
    const { channels, leads } = shape
    this.#shape = shape
    this.#base = base
    this.#width = features.reduce((sum, { width }) => sum + width, 0)
    this.features = features
    this.pending = new Pending(leads)
    const { slots } = this.pending
    this.covariance = new Covariance(this.#width, forgetting, ridge)
    this.weights = zeros(leads.length * channels * this.#width)
    this.regressors = zeros(slots * this.#width)
    this.gains = zeros(slots * this.#width)
    this.bases = zeros(slots * leads.length * channels)
    this.known = new Uint8Array(slots)
    this.#p = scratch('logistic probabilities', channels)
    this.#scaled = scratch('logistic scaled', this.#width)
    this.#gain = scratch('logistic gain', this.#width)
  }

  learn(input: OutcomeInput): void {
    const { channels, leads } = this.#shape
    for (let i = 0; i < leads.length; i++) {
      const slot = this.pending.due(leads[i]!)
      if (slot < 0) break
      const label = input.due[i]!
      if (Number.isNaN(label) || this.known[slot] === 0) continue
      this.#predict(i, slot)
      for (let k = 0; k < channels; k++) {
        const error = hitOf(label, channels, k) - this.#p[k]!
        add(this.weights, (i * channels + k) * this.#width, this.gains, slot * this.#width, this.#width, error)
      }
    }
    const slot = this.pending.issue()
    let from = slot * this.#width
    for (const part of this.features) {
      part.next(input, this.regressors, from)
      from += part.width
    }
    for (let i = 0; i < leads.length; i++)
      logitsOf(this.#base, i, leads.length, this.bases, (slot * leads.length + i) * channels, channels)
    this.known[slot] = Number.isNaN(input.present) ? 0 : 1
    if (this.known[slot]) this.#addOrigin(slot)
  }

  /** Updates P, and keeps the gain of the new origin. */
  #addOrigin(slot: number): void {
    const { channels, leads } = this.#shape
    const width = this.#width
    let curvature = 0
    for (let i = 0; i < leads.length; i++) {
      this.#predict(i, slot)
      for (const p of this.#p) curvature += p * (1 - p)
    }
    const root = Math.sqrt(Math.max(minCurvature, curvature / channels / leads.length))
    for (let j = 0; j < width; j++) this.#scaled[j] = root * this.regressors[slot * width + j]!
    this.covariance.update(this.#scaled, this.#gain)
    for (let j = 0; j < width; j++) this.gains[slot * width + j] = this.#gain[j]! / root
  }

  /** The probabilities of a lead from an origin, by channel. */
  #predict(i: number, slot: number): void {
    const { channels, leads } = this.#shape
    const width = this.#width
    for (let k = 0; k < channels; k++) {
      const at = i * channels + k
      const sum = dot(this.weights, at * width, this.regressors, slot * width, width)
      this.#p[k] = this.bases[slot * leads.length * channels + at]! + sum
    }
    toProbabilities(this.#p)
  }

  forecast(out: Float64Array): void {
    const { channels, leads } = this.#shape
    const newest = this.pending.due(1)
    for (let i = 0; i < leads.length; i++) {
      if (newest < 0) this.#p.fill(Number.NaN)
      else this.#predict(i, newest)
      for (let k = 0; k < channels; k++) out[k * leads.length + i] = this.#p[k]!
    }
  }

  state(fields: Fields): void {
    fields.parts('features', this.features)
    fields.part('pending', this.pending)
    fields.part('covariance', this.covariance)
    fields.numbers('weights', this.weights)
    fields.numbers('regressors', this.regressors)
    fields.numbers('gains', this.gains)
    fields.numbers('bases', this.bases)
    fields.numbers('known', this.known)
  }
}
