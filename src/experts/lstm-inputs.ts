import { Recent } from '../series/recent.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { DecayedMoments } from '../stats/decayed-moments.ts'
import { RangeScale } from '../stats/range-scale.ts'
import { scratch } from '../stats/scratch.ts'
import { type Cycles, calendarWaves, calendarWidth } from '../time/calendar.ts'
import type { ExpertInput, ExpertShape } from './expert.ts'
import { FrozenScale } from './frozen-scale.ts'

export interface LstmInputOptions {
  /** Half-life of the running scale, in observations. */
  readonly halfLife: number
  readonly cycles: Cycles
  /** Season in steps whose difference and naive forecast are inputs; 0 for none. */
  readonly season: number
  /** Whether the level and the covariates are inputs. */
  readonly level: boolean
}

/** Inputs are clipped at ± this, in deviations. */
const clipAt = 6
/**
 * Smallest scale as a share of its maximum so far: after a quiet spell, an ordinary step must not look like a shock.
 */
const minShare = 1e-3

/**
 * The inputs of an LSTM that corrects a base, for each channel: the last difference and the distance from a decayed
 * mean, in running deviations; the seasonal difference and the increments of the seasonal naive forecast; the
 * increments of the base; the calendar, the standardised level and the covariates; the columns known ahead, now and at
 * the targets. All are clipped at ±6; 0 stands for what is not known.
 */
export class LstmInputs implements Saveable {
  readonly width: number
  /** σ of each channel at this step: the running deviation of its differences. */
  readonly spread: Float64Array
  readonly #shape: ExpertShape
  readonly #options: LstmInputOptions
  /** Indices of the leads whose increments are inputs: about three describe the shape of all. */
  readonly #inputLeads: readonly number[]
  readonly #withBase: boolean
  private readonly recent: Recent
  private readonly differences: DecayedMoments[]
  private readonly levels: DecayedMoments[]
  private readonly maxDeviations: Float64Array
  /** 1 if the last value of the channel was not a stand-in. */
  private readonly wasReal: Uint8Array
  private readonly standard: FrozenScale[]
  private readonly covariates: Float64Array
  private readonly known: readonly RangeScale[]

  /** @param withBase whether the increments of the base are inputs; those of persistence are zero */
  constructor(shape: ExpertShape, options: LstmInputOptions, withBase: boolean) {
    const { channels, covariates, known = 0, leads } = shape
    this.#shape = shape
    this.#options = options
    this.#inputLeads = inputLeads(leads)
    this.#withBase = withBase
    const seasonal = options.season > 0 ? 1 + this.#inputLeads.length : 0
    const base = withBase ? this.#inputLeads.length : 0
    const ahead = known * (1 + this.#inputLeads.length)
    this.width = 2 + seasonal + base + calendarWidth(options.cycles) + (options.level ? 1 + covariates : 0) + ahead
    this.spread = zeros(channels)
    this.recent = new Recent(channels, Math.max(options.season, 1) + 1)
    const each = <T>(make: () => T) => Array.from({ length: channels }, make)
    this.differences = each(() => new DecayedMoments(options.halfLife))
    this.levels = each(() => new DecayedMoments(options.halfLife))
    this.maxDeviations = zeros(channels)
    this.wasReal = new Uint8Array(channels).fill(1)
    this.standard = Array.from({ length: channels + covariates }, () => new FrozenScale())
    this.covariates = scratch('lstm covariates', covariates)
    this.known = Array.from({ length: known }, () => new RangeScale())
  }

  /**
   * Computes the inputs for the next step.
   *
   * @param base forecasts of the base from this observation, shape [channels × leads]
   * @param out receives the inputs, shape [channels × width]
   */
  next(input: ExpertInput, base: Float64Array, out: Float64Array): void {
    this.recent.push(input.values)
    for (let i = 0; i < this.covariates.length; i++)
      this.covariates[i] = this.standard[this.#shape.channels + i]!.next(input.covariates[i]!)
    this.known.forEach((scale, k) => {
      scale.add(input.ahead?.[k] ?? Number.NaN)
    })
    for (let channel = 0; channel < this.#shape.channels; channel++) {
      const start = channel * this.width
      this.fill(input, channel, base, out, start)
      for (let at = start; at < start + this.width; at++)
        out[at] = Math.max(-clipAt, Math.min(clipAt, orZero(out[at]!)))
    }
  }

  private fill(
    { ahead, missing, time, values }: ExpertInput,
    channel: number,
    base: Float64Array,
    out: Float64Array,
    start: number,
  ): void {
    const { cycles, level: withLevel, season } = this.#options
    const { leads } = this.#shape
    const now = values[channel]!
    const real = missing[channel] === 0
    const difference = orZero(now - this.recent.ago(1, channel))
    const spread = this.updateSpread(channel, difference, real && this.wasReal[channel] === 1)
    this.wasReal[channel] = real ? 1 : 0
    const level = this.levels[channel]!
    if (real) level.add(now)
    const standard = this.standard[channel]!.next(now, !real)

    let at = start
    out[at++] = difference / spread
    out[at++] = (now - level.mean) / Math.max(level.deviation, 1e-6 + 1e-3 * Math.abs(level.mean))
    if (season > 0) {
      const before = this.recent.ago(season, channel)
      out[at++] = (now - before) / spread / 2
      for (const i of this.#inputLeads) {
        const age = season - 1 - ((leads[i]! - 1) % season)
        out[at++] = Number.isNaN(before) ? 0 : (this.recent.ago(age, channel) - now) / spread / 2
      }
    }
    if (this.#withBase) for (const i of this.#inputLeads) out[at++] = (base[channel * leads.length + i]! - now) / spread
    at = calendarWaves(cycles, time, out, at)
    if (withLevel) {
      out[at++] = standard
      out.set(this.covariates, at)
      at += this.covariates.length
    }
    this.known.forEach((scale, k) => {
      const before = scale.of(ahead?.[k] ?? Number.NaN)
      out[at++] = before
      for (const i of this.#inputLeads) {
        const value = ahead?.[(1 + i) * this.known.length + k] ?? Number.NaN
        out[at++] = Number.isNaN(value) ? 0 : scale.of(value) - before
      }
    })
  }

  /** Updates σ of the channel's differences, with a lower limit; 1 if they have all been zero. */
  private updateSpread(channel: number, difference: number, counts: boolean): number {
    const moments = this.differences[channel]!
    if (counts) moments.add(difference)
    const { deviation } = moments
    const largest = Math.max(this.maxDeviations[channel]!, deviation)
    this.maxDeviations[channel] = largest
    const floored = Math.max(deviation, minShare * largest)
    const spread = floored > 1e-12 * Math.abs(this.recent.ago(0, channel)) && floored > 0 ? floored : 1
    this.spread[channel] = spread
    return spread
  }

  state(fields: Fields): void {
    fields.same('width', this.width)
    fields.same('season', this.#options.season)
    fields.part('recent', this.recent)
    fields.parts('differences', this.differences)
    fields.parts('levels', this.levels)
    fields.parts('standard', this.standard)
    if (this.known.length > 0) fields.parts('known', this.known)
    fields.numbers('maxDeviations', this.maxDeviations)
    fields.numbers('wasReal', this.wasReal)
    fields.numbers('spread', this.spread)
  }
}

/** What is not known yet is shown as 0. */
const orZero = (x: number) => (Number.isNaN(x) ? 0 : x)

/** Indices of the first, a middle and the last lead; of more than 12 leads, a selection as for hours. */
function inputLeads(leads: readonly number[]): readonly number[] {
  const last = leads.length - 1
  const wanted =
    leads.length > 12 ? [0, 1, 2, 5, 11, 17, 23, 35, 47].filter((i) => i <= last) : [0, leads.length >> 1, last]
  return [...new Set(wanted)]
}
