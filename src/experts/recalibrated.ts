import { Pending } from '../series/pending.ts'
import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { Moments } from '../stats/moments.ts'
import { scratch } from '../stats/scratch.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'
import { ResidualRegression } from './residual-regression.ts'

/** Inputs of the regression: a constant, and the forecast, standardised. */
const width = 2
/** Regularisation towards the base, in rows. */
const ridge = 2
/** Standardised forecasts are clipped at ± this. */
const clipAt = 5

/**
 * A base with a level and a slope of its own for each channel and lead, learned online: a forecaster elsewhere may know
 * another station, or be too cautious. It sleeps if its base does.
 */
export class Recalibrated implements Expert {
  readonly #shape: ExpertShape
  /** Forecasts of the base from the current origin, shape [channels × leads]: a view. */
  readonly #base: Float64Array
  private readonly regression: ResidualRegression
  /** Of the forecasts of each channel. */
  private readonly moments: readonly Moments[]
  private readonly pending: Pending
  /** Forecasts of the base not yet due, shape [slots × channels × leads]. */
  private readonly bases: Float64Array
  readonly #x: Float64Array

  /** @param base forecasts of the base, shape [channels × leads]: a view, updated before each call of `learn` */
  constructor(shape: ExpertShape, base: Float64Array) {
    const { channels, leads } = shape
    this.#shape = shape
    this.#base = base
    this.regression = new ResidualRegression(channels * leads.length, width, ridge)
    this.moments = Array.from({ length: channels }, () => new Moments())
    this.pending = new Pending(leads)
    this.bases = zeros(this.pending.slots * channels * leads.length)
    this.#x = scratch('recalibrated inputs', width)
  }

  learn({ missing, values }: ExpertInput): void {
    const { channels, leads } = this.#shape
    const size = this.#base.length
    for (let channel = 0; channel < channels; channel++) {
      if (missing[channel] === 1) continue
      for (let i = 0; i < leads.length; i++) {
        const slot = this.pending.due(leads[i]!)
        if (slot < 0) break
        const at = channel * leads.length + i
        const base = this.bases[slot * size + at]!
        if (!Number.isNaN(base)) this.regression.learn(at, this.inputs(channel, base), values[channel]! - base)
      }
    }
    this.bases.set(this.#base, this.pending.issue() * size)
    for (let at = 0; at < size; at++)
      if (!Number.isNaN(this.#base[at]!)) this.moments[Math.floor(at / leads.length)]!.add(this.#base[at]!)
  }

  private inputs(channel: number, forecast: number): Float64Array {
    const { deviation, mean } = this.moments[channel]!
    const standard = deviation > 0 ? (forecast - mean) / deviation : 0
    this.#x[0] = 1
    this.#x[1] = Math.max(-clipAt, Math.min(clipAt, standard))
    return this.#x
  }

  forecast(out: Float64Array): void {
    const leads = this.#shape.leads.length
    for (let at = 0; at < out.length; at++) {
      const base = this.#base[at]!
      const change = this.regression.predict(at, this.inputs(Math.floor(at / leads), base))
      out[at] = Number.isNaN(base) ? Number.NaN : base + change
    }
  }

  state(fields: Fields): void {
    fields.part('regression', this.regression)
    fields.parts('moments', this.moments)
    fields.part('pending', this.pending)
    fields.numbers('bases', this.bases)
  }
}
