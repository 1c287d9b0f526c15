import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'
import { centreTerms } from './seasonal-terms.ts'

/** Smoothing constants, each in (0, 1]. */
export interface Smoothing {
  readonly level: number
  readonly trend: number
  readonly season: number
  /** Factor of the trend for each step ahead; 1 does not damp it. */
  readonly damping: number
}

/**
 * Exponential smoothing with an additive season and a damped trend (Holt 1957, Winters 1960, Gardner & McKenzie 1985).
 * The first season initialises the level and the seasonal terms; until then it sleeps. At a missing value it advances
 * by its own forecast.
 *
 *   l ← α(y − s₋ₘ) + (1 − α)(l + φb)     b ← β(l − l₋₁) + (1 − β)φb     s ← γ(y − l) + (1 − γ)s₋ₘ
 *   ŷ(t + h) = l + (φ + φ² + … + φʰ) b + s
 */
export class HoltWinters implements Expert {
  readonly #channels: number
  readonly #leads: readonly number[]
  readonly #season: number
  readonly #smoothing: Smoothing
  private readonly level: Float64Array
  private readonly trend: Float64Array
  /** Seasonal terms by phase, shape [season × channels]; during the first season, the values. */
  private readonly terms: Float64Array
  /** Steps since the first value, including it, up to a season; by channel. */
  private readonly known: Float64Array
  private steps = 0

  constructor({ channels, leads }: ExpertShape, season: number, smoothing: Smoothing) {
    this.#channels = channels
    this.#leads = leads
    this.#season = season
    this.#smoothing = smoothing
    this.level = zeros(channels)
    this.trend = zeros(channels)
    this.terms = zeros(season * channels)
    this.known = zeros(channels)
  }

  learn({ missing, values }: ExpertInput): void {
    const season = this.#season
    const phase = (this.steps++ % season) * this.#channels
    for (let channel = 0; channel < this.#channels; channel++) {
      const y = values[channel]!
      if (Number.isNaN(y)) continue
      const at = phase + channel
      if (this.known[channel] === season) {
        this.smooth(channel, missing[channel] === 1 ? this.ahead(channel) + this.terms[at]! : y, at)
        continue
      }
      this.terms[at] = y
      if (++this.known[channel]! === season) this.level[channel] = centreTerms(this.terms, channel, this.#channels)
    }
  }

  /** The level expected at the next step. */
  private ahead(channel: number): number {
    return this.level[channel]! + this.#smoothing.damping * this.trend[channel]!
  }

  private smooth(channel: number, y: number, at: number): void {
    const { level: alpha, trend: beta, season: gamma, damping } = this.#smoothing
    const before = this.level[channel]!
    const carried = damping * this.trend[channel]!
    const level = alpha * (y - this.terms[at]!) + (1 - alpha) * (before + carried)
    this.level[channel] = level
    this.trend[channel] = beta * (level - before) + (1 - beta) * carried
    this.terms[at] = gamma * (y - level) + (1 - gamma) * this.terms[at]!
  }

  forecast(out: Float64Array): void {
    const { steps } = this
    const channels = this.#channels
    const leads = this.#leads
    const season = this.#season
    for (let channel = 0; channel < channels; channel++) {
      let reach = 0
      let damped = 1
      let ahead = 0
      for (let i = 0; i < leads.length; i++) {
        for (; ahead < leads[i]!; ahead++) {
          damped *= this.#smoothing.damping
          reach += damped
        }
        const term = this.terms[((steps + ahead - 1) % season) * channels + channel]!
        out[channel * leads.length + i] =
          this.known[channel] === season ? this.level[channel]! + reach * this.trend[channel]! + term : Number.NaN
      }
    }
  }

  state(fields: Fields): void {
    const { level, trend, season, damping } = this.#smoothing
    fields.same('season', this.#season)
    fields.constant('smoothing', [level, trend, season, damping])
    fields.numbers('level', this.level)
    fields.numbers('trend', this.trend)
    fields.numbers('terms', this.terms)
    fields.numbers('known', this.known)
    this.steps = fields.counter('steps', this.steps)
  }
}
