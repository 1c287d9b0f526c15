import { Covariance } from '../experts/covariance.ts'
import { RecursiveLeastSquares, type RlsOptions } from '../experts/recursive-least-squares.ts'
import { Pending } from '../series/pending.ts'
import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { add, dot } from '../stats/linear.ts'
import { scratch } from '../stats/scratch.ts'
import { logitsOf, toProbabilities } from './logit.ts'
import type { OutcomeExpert, OutcomeInput } from './outcome-expert.ts'
import { ThresholdFeatures, type ThresholdOptions } from './threshold-features.ts'

/** Weight of a row for each later one. */
const forgetting = 0.9998
/** Regularisation towards the base, in rows. */
const ridge = 3
const minCurvature = 0.01

/**
 * Logistic regression of a comparison on a forecast of the value itself: how far it is from the threshold, in its usual
 * errors. Each lead has inputs of its own, and so a matrix of its own.
 */
export class ThresholdRegression implements OutcomeExpert {
  readonly #leads: readonly number[]
  readonly #base: Float64Array
  readonly #width: number
  /** The last value for each lead: what the regression of the value is over. */
  readonly #last: Float64Array
  private readonly regression: RecursiveLeastSquares
  /** Forecasts of the value by lead; NaN while there are none. */
  private readonly view: Float64Array
  private readonly features: ThresholdFeatures
  private readonly pending: Pending
  private readonly covariances: readonly Covariance[]
  /** Shape [leads × width]. */
  private readonly weights: Float64Array
  /**
   * Of the origins not yet due: inputs [slots × leads × width], logits of the base and forecasts [slots × leads], and 1 if
   * there is something to learn from.
   */
  private readonly regressors: Float64Array
  private readonly bases: Float64Array
  private readonly forecasts: Float64Array
  private readonly known: Uint8Array
  readonly #p: Float64Array
  readonly #scaled: Float64Array
  readonly #gain: Float64Array
  readonly #options: ThresholdOptions

  constructor(options: ThresholdOptions, regression: RlsOptions, base: Float64Array) {
    const { columns, leads } = options
    this.#options = options
    this.#leads = leads
    this.#base = base
    this.#last = zeros(leads.length)
    this.regression = new RecursiveLeastSquares({ channels: 1, covariates: columns - 1, leads }, regression, this.#last)
    this.view = zeros(leads.length).fill(Number.NaN)
    this.features = new ThresholdFeatures(options)
    const { width } = this.features
    this.#width = width
    this.pending = new Pending(leads)
    const { slots } = this.pending
    this.covariances = leads.map(() => new Covariance(width, forgetting, ridge))
    this.weights = zeros(leads.length * width)
    this.regressors = zeros(slots * leads.length * width)
    this.bases = zeros(slots * leads.length)
    this.forecasts = zeros(slots * leads.length)
    this.known = new Uint8Array(slots)
    this.#p = scratch('threshold probability', 1)
    this.#scaled = scratch('threshold scaled', width)
    this.#gain = scratch('threshold gain', width)
  }

  learn(input: OutcomeInput): void {
    const { column } = this.#options.outcome
    const leads = this.#leads
    const value = input.values[column]!
    const missing = input.missing[column] === 1
    for (let i = 0; i < leads.length; i++) {
      const slot = this.pending.due(leads[i]!)
      if (slot < 0) break
      if (this.known[slot] === 0) continue
      if (!missing) this.features.learnError(i, value - this.forecasts[slot * leads.length + i]!)
      if (!Number.isNaN(input.due[i]!)) this.#learnLabel(i, slot, input.due[i]!)
    }
    if (!Number.isNaN(value)) this.#forecastValue(input, value)
    const slot = this.pending.issue()
    this.known[slot] = missing || Number.isNaN(this.view[0]!) ? 0 : 1
    this.forecasts.set(this.view, slot * leads.length)
    this.features.next(input, this.view, this.regressors, slot * leads.length * this.#width)
    for (let i = 0; i < leads.length; i++) logitsOf(this.#base, i, leads.length, this.bases, slot * leads.length + i, 1)
  }

  /** A Newton step, as in `LogisticRegression`. */
  #learnLabel(i: number, slot: number, label: number): void {
    const width = this.#width
    const from = (slot * this.#leads.length + i) * width
    const p = this.#predict(i, slot)
    const root = Math.sqrt(Math.max(minCurvature, p * (1 - p)))
    for (let j = 0; j < width; j++) this.#scaled[j] = root * this.regressors[from + j]!
    this.covariances[i]!.update(this.#scaled, this.#gain)
    add(this.weights, i * width, this.#gain, 0, width, (label - p) / root)
  }

  #forecastValue({ missing, time, values }: OutcomeInput, value: number): void {
    const { column, columns } = { ...this.#options, ...this.#options.outcome }
    const covariates = new Float64Array(columns - 1)
    for (let k = 0; k < columns - 1; k++) {
      const other = values[k < column ? k : k + 1]!
      covariates[k] = Number.isNaN(other) ? 0 : other
    }
    this.#last.fill(value)
    const own = Uint8Array.of(missing[column]!)
    this.regression.learn({ time, values: Float64Array.of(value), missing: own, covariates })
    this.regression.forecast(this.view)
  }

  #predict(i: number, slot: number): number {
    const at = slot * this.#leads.length + i
    const width = this.#width
    this.#p[0] = this.bases[at]! + dot(this.weights, i * width, this.regressors, at * width, width)
    toProbabilities(this.#p)
    return this.#p[0]!
  }

  forecast(out: Float64Array): void {
    const newest = this.pending.due(1)
    for (let i = 0; i < out.length; i++)
      out[i] = newest < 0 || Number.isNaN(this.view[i]!) ? Number.NaN : this.#predict(i, newest)
  }

  state(fields: Fields): void {
    fields.part('regression', this.regression)
    fields.numbers('view', this.view)
    fields.part('features', this.features)
    fields.part('pending', this.pending)
    fields.parts('covariances', this.covariances)
    fields.numbers('weights', this.weights)
    fields.numbers('regressors', this.regressors)
    fields.numbers('bases', this.bases)
    fields.numbers('forecasts', this.forecasts)
    fields.numbers('known', this.known)
  }
}
