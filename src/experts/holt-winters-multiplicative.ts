import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { exp, log } from '../stats/elementary.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'

/** Smoothing constants, each in (0, 1]. */
export interface RatioSmoothing {
  /** Whether inputs and forecasts are logarithms; the values themselves are smoothed. */
  readonly logarithmic: boolean
  readonly level: number
  readonly trend: number
  readonly season: number
}

/**
 * Exponential smoothing with a multiplicative season (Winters 1960), for series whose seasonal variation grows with the
 * level. It requires positive values: after any other value, and during the first season, it sleeps. At a missing value
 * it advances by its own forecast.
 *
 *   l ← α y/s₋ₘ + (1 − α)(l + b)     b ← β(l − l₋₁) + (1 − β)b     s ← γ y/(l₋₁ + b₋₁) + (1 − γ)s₋ₘ     ŷ(t + h) = (l + h·b) s
 */
export class HoltWintersMultiplicative implements Expert {
  readonly #channels: number
  readonly #leads: readonly number[]
  readonly #season: number
  readonly #smoothing: RatioSmoothing
  private readonly level: Float64Array
  private readonly trend: Float64Array
  /** 1 if all values of the channel so far were positive. */
  private readonly usable: Uint8Array
  /** Seasonal factors by phase, shape [season × channels]; during the first season, the values. */
  private readonly factors: Float64Array
  /** Steps since the first value, including it, up to a season; by channel. */
  private readonly known: Float64Array
  private steps = 0

  constructor({ channels, leads }: ExpertShape, season: number, smoothing: RatioSmoothing) {
    this.#channels = channels
    this.#leads = leads
    this.#season = season
    this.#smoothing = smoothing
    this.level = zeros(channels)
    this.trend = zeros(channels)
    this.usable = new Uint8Array(channels).fill(1)
    this.factors = zeros(season * channels)
    this.known = zeros(channels)
  }

  learn({ missing, values }: ExpertInput): void {
    const { logarithmic } = this.#smoothing
    const season = this.#season
    const phase = (this.steps++ % season) * this.#channels
    for (let channel = 0; channel < this.#channels; channel++) {
      if (Number.isNaN(values[channel]!)) continue
      const y = logarithmic ? exp(values[channel]!) : values[channel]!
      const at = phase + channel
      if (!(y > 0) && missing[channel] === 0) this.usable[channel] = 0
      if (this.known[channel] === season) {
        if (this.usable[channel] === 1) this.smooth(channel, missing[channel] === 1 ? this.ahead(channel, at) : y, at)
        continue
      }
      this.factors[at] = y
      if (++this.known[channel]! === season) this.initialize(channel, at)
    }
  }

  /** @param newest position of the newest value; the one after it is the oldest */
  private initialize(channel: number, newest: number): void {
    const { factors } = this
    let sum = 0
    for (let at = channel; at < factors.length; at += this.#channels) sum += factors[at]!
    const level = sum / this.#season
    this.level[channel] = level
    const oldest = (newest + this.#channels) % factors.length
    this.trend[channel] = (factors[newest]! - factors[oldest]!) / Math.max(1, this.#season - 1)
    for (let at = channel; at < factors.length; at += this.#channels) factors[at]! /= level
  }

  /** The forecast of this step. */
  private ahead(channel: number, at: number): number {
    return (this.level[channel]! + this.trend[channel]!) * this.factors[at]!
  }

  private smooth(channel: number, y: number, at: number): void {
    const { level: alpha, trend: beta, season: gamma } = this.#smoothing
    const before = this.level[channel]!
    const carried = this.trend[channel]!
    const level = (alpha * y) / this.factors[at]! + (1 - alpha) * (before + carried)
    const factor = (gamma * y) / (before + carried) + (1 - gamma) * this.factors[at]!
    // The model is undefined once the level or a factor is not positive.
    if (!(level > 0 && factor > 0)) this.usable[channel] = 0
    this.level[channel] = level
    this.trend[channel] = beta * (level - before) + (1 - beta) * carried
    this.factors[at] = factor
  }

  forecast(out: Float64Array): void {
    const { steps } = this
    const channels = this.#channels
    const leads = this.#leads
    const season = this.#season
    for (let channel = 0; channel < channels; channel++) {
      for (let i = 0; i < leads.length; i++) {
        const lead = leads[i]!
        const factor = this.factors[((steps + lead - 1) % season) * channels + channel]!
        const usable = this.known[channel] === season && this.usable[channel] === 1
        const forecast = usable ? (this.level[channel]! + lead * this.trend[channel]!) * factor : Number.NaN
        out[channel * leads.length + i] = this.#smoothing.logarithmic ? log(Math.max(forecast, 1e-9)) : forecast
      }
    }
  }

  state(fields: Fields): void {
    const { logarithmic, level, trend, season } = this.#smoothing
    fields.same('season', this.#season)
    fields.same('logarithmic', logarithmic)
    fields.constant('smoothing', [level, trend, season])
    fields.numbers('level', this.level)
    fields.numbers('trend', this.trend)
    fields.numbers('usable', this.usable)
    fields.numbers('factors', this.factors)
    fields.numbers('known', this.known)
    this.steps = fields.counter('steps', this.steps)
  }
}
