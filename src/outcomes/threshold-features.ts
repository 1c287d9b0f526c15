import { Recent } from '../series/recent.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { RangeScale } from '../stats/range-scale.ts'
import type { Comparison } from './outcome.ts'
import type { OutcomeInput } from './outcome-expert.ts'

export interface ThresholdOptions {
  readonly outcome: Comparison
  /** Targets and covariates together. */
  readonly columns: number
  /** Columns known ahead. */
  readonly known: number
  /** Season in steps whose label before the target is an input; 0 for none. */
  readonly season: number
  readonly leads: readonly number[]
}

/** Distances are clipped at ± this, in usual errors. */
const maxDistance = 6
/** Weight of the newest error in the usual size. */
const share = 0.02

/**
 * The inputs of a lead: a constant 1, the distance of the forecast from the threshold, its size and its inverse, and the
 * distance of the last value; the label a season before the target, and the columns known ahead at the target. Distances
 * are in usual errors of the forecast. For `any` and `all` leads the extreme of the forecasts on the way is taken.
 */
export class ThresholdFeatures implements Saveable {
  readonly width: number
  readonly #options: ThresholdOptions
  private readonly labels: Recent
  private readonly known: readonly RangeScale[]
  /** Mean sizes of the errors by lead, and their numbers. */
  private readonly sizes: Float64Array
  private readonly counts: Float64Array

  constructor(options: ThresholdOptions) {
    const { known, leads, season } = options
    this.#options = options
    this.width = 5 + Math.min(1, season) + known
    this.labels = new Recent(1, Math.max(1, season))
    this.known = Array.from({ length: known }, () => new RangeScale())
    this.sizes = zeros(leads.length)
    this.counts = zeros(leads.length)
  }

  /** Learns from the error of a forecast of the value. */
  learnError(i: number, error: number): void {
    if (!Number.isFinite(error)) return
    const count = ++this.counts[i]!
    this.sizes[i]! += (Math.abs(error) - this.sizes[i]!) * Math.max(1 / count, share)
  }

  /**
   * @param forecasts of the value, by lead
   * @param out receives the inputs from index `from` on, shape [leads × width]
   */
  next(
    { ahead, limit, present, values }: OutcomeInput,
    forecasts: Float64Array,
    out: Float64Array,
    from: number,
  ): void {
    const { leads, outcome, season } = this.#options
    const up = outcome.operator !== '<' && outcome.operator !== '<='
    const highest = (outcome.over === 'any') === up
    const sign = up ? 1 : -1
    this.labels.push([present])
    this.known.forEach((scale, k) => {
      scale.add(ahead[k]!)
    })
    let extreme = Number.NaN
    for (let i = 0, at = from; i < leads.length; i++) {
      const forecast = forecasts[i]!
      if (i === 0 || outcome.over === 'lead') extreme = forecast
      else extreme = highest ? Math.max(extreme, forecast) : Math.min(extreme, forecast)
      const size = this.sizes[i]! || 1
      const distance = clipped((sign * (extreme - limit)) / size, maxDistance)
      out[at++] = 1
      out[at++] = distance
      out[at++] = Math.abs(distance) - 1
      out[at++] = 1 / (0.2 + Math.abs(distance)) - 1
      out[at++] = clipped((sign * (values[outcome.column]! - limit)) / size, maxDistance)
      if (season > 0) out[at++] = clipped(2 * this.labels.ago(season - 1 - ((leads[i]! - 1) % season), 0) - 1, 1)
      this.known.forEach((scale, k) => {
        out[at++] = scale.of(ahead[(1 + i) * this.known.length + k]!)
      })
    }
  }

  state(fields: Fields): void {
    fields.same('season', this.#options.season)
    fields.part('labels', this.labels)
    fields.parts('known', this.known)
    fields.numbers('sizes', this.sizes)
    fields.numbers('counts', this.counts)
  }
}

/** 0 if it is not known. */
const clipped = (x: number, limit: number) => (Number.isNaN(x) ? 0 : Math.max(-limit, Math.min(limit, x)))
