import type { Fields, Saveable } from '../state/fields.ts'
import { DecayedMoments } from '../stats/decayed-moments.ts'
import { type Cycles, calendarWaves, calendarWidth } from '../time/calendar.ts'
import type { ExpertInput, ExpertShape } from './expert.ts'
import { FrozenScale } from './frozen-scale.ts'
import { Recent } from './recent.ts'

export interface LstmInputOptions {
  /** In observations: how fast the running scale forgets. */
  readonly halfLife: number
  readonly cycles: Cycles
  /** Season in steps whose difference and naive forecast are shown; 0 shows none. */
  readonly season: number
  /** Whether the level and the covariates are shown. */
  readonly level: boolean
}

/** Inputs further out than this, in spreads, are cut. */
const farthest = 6
/** The scale is at least this share of the largest it has been: a quiet spell must not turn the next step into a shock. */
const leastShare = 1e-3

/**
 * What an LSTM over a base is shown at each input, for each channel: the last difference and the level against a decayed mean, in running deviations; the seasonal difference and
 * where the naive forecast would go; where the base goes; the calendar, the frozen level, the covariates. All cut at ±6.
 */
export class LstmInputs implements Saveable {
  readonly width: number
  /** σ of each channel at this step: the running deviation of its differences. */
  readonly spread: Float64Array
  readonly #shape: ExpertShape
  readonly #options: LstmInputOptions
  /** Which leads' increments are shown: three or so tell the shape of them all. */
  readonly #shown: readonly number[]
  readonly #withBase: boolean
  private readonly recent: Recent
  private readonly differences: DecayedMoments[]
  private readonly levels: DecayedMoments[]
  private readonly largest: Float64Array
  private readonly standard: FrozenScale[]
  private readonly seen: Float64Array

  /** @param withBase whether the base's increments are shown; those of persistence are all zero */
  constructor(shape: ExpertShape, options: LstmInputOptions, withBase: boolean) {
    const { channels, covariates, leads } = shape
    this.#shape = shape
    this.#options = options
    this.#shown = shownLeads(leads)
    this.#withBase = withBase
    const seasonal = options.season > 0 ? 1 + this.#shown.length : 0
    const base = withBase ? this.#shown.length : 0
    this.width = 2 + seasonal + base + calendarWidth(options.cycles) + (options.level ? 1 + covariates : 0)
    this.spread = new Float64Array(channels)
    this.recent = new Recent(channels, Math.max(options.season, 1) + 1)
    const each = <T>(make: () => T) => Array.from({ length: channels }, make)
    this.differences = each(() => new DecayedMoments(options.halfLife))
    this.levels = each(() => new DecayedMoments(options.halfLife))
    this.largest = new Float64Array(channels)
    this.standard = Array.from({ length: channels + covariates }, () => new FrozenScale())
    this.seen = new Float64Array(covariates)
  }

  /**
   * Takes in an observation and writes its inputs, shape [channels × width].
   * @param base the base's forecasts made at it, shape [channels × leads]
   */
  next(input: ExpertInput, base: Float64Array, out: Float64Array): void {
    this.recent.push(input.values)
    for (let i = 0; i < this.seen.length; i++)
      this.seen[i] = this.standard[this.#shape.channels + i]!.next(input.covariates[i]!)
    for (let channel = 0; channel < this.#shape.channels; channel++) {
      const start = channel * this.width
      this.fill(input, channel, base, out, start)
      for (let at = start; at < start + this.width; at++) out[at] = Math.max(-farthest, Math.min(farthest, out[at]!))
    }
  }

  private fill(
    { time, values }: ExpertInput,
    channel: number,
    base: Float64Array,
    out: Float64Array,
    start: number,
  ): void {
    const { cycles, level: showLevel, season } = this.#options
    const { leads } = this.#shape
    const now = values[channel]!
    const difference = this.recent.length > 1 ? now - this.recent.ago(1, channel) : 0
    const spread = this.widen(channel, difference)
    const level = this.levels[channel]!
    level.add(now)
    const standard = this.standard[channel]!.next(now)

    let at = start
    out[at++] = difference / spread
    out[at++] = (now - level.mean) / Math.max(level.deviation, 1e-6 + 1e-3 * Math.abs(level.mean))
    if (season > 0) {
      const known = this.recent.length > season
      out[at++] = known ? (now - this.recent.ago(season, channel)) / spread / 2 : 0
      for (const i of this.#shown) {
        const age = season - 1 - ((leads[i]! - 1) % season)
        out[at++] = known ? (this.recent.ago(age, channel) - now) / spread / 2 : 0
      }
    }
    if (this.#withBase) for (const i of this.#shown) out[at++] = (base[channel * leads.length + i]! - now) / spread
    at = calendarWaves(cycles, time, out, at)
    if (!showLevel) return
    out[at++] = standard
    out.set(this.seen, at)
  }

  /** σ of the channel's differences, floored; 1 for one that has never moved. */
  private widen(channel: number, difference: number): number {
    const moments = this.differences[channel]!
    moments.add(difference)
    const { deviation } = moments
    const largest = Math.max(this.largest[channel]!, deviation)
    this.largest[channel] = largest
    const floored = Math.max(deviation, leastShare * largest)
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
    fields.numbers('largest', this.largest)
    fields.numbers('spread', this.spread)
  }
}

/** Indices of the first, a middle and the last lead, or of those that hours are planned by. */
function shownLeads(leads: readonly number[]): readonly number[] {
  const last = leads.length - 1
  const wanted =
    leads.length > 12 ? [0, 1, 2, 5, 11, 17, 23, 35, 47].filter((i) => i <= last) : [0, leads.length >> 1, last]
  return [...new Set(wanted)]
}
