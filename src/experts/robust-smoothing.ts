import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'
import { centreTerms } from './seasonal-terms.ts'

/** Constants of robust smoothing. */
export interface RobustSmoothingOptions {
  /** Smoothing constants, each in (0, 1]. */
  readonly level: number
  readonly season: number
  /** An error is clipped at this many times the mean size of the errors. */
  readonly clip: number
}

/** Weight of the newest error in their mean size: a half-life of 34 steps. */
const share = 0.02
/** An error counts as at most this many times their mean size. */
const maxRatio = 3

/**
 * Exponential smoothing of a level and an additive season without trend, with clipped errors (Gelper, Fried & Croux
 * 2010): holidays, outages and single peaks hardly move it. The first two seasons initialise it.
 *
 *   e = clip(y − l − s₋ₘ)     l ← l + αe     s ← s₋ₘ + γ(1 − α)e     ŷ(t + h) = l + s
 */
export class RobustSmoothing implements Expert {
  readonly #channels: number
  readonly #leads: readonly number[]
  readonly #season: number
  readonly #options: RobustSmoothingOptions
  private readonly level: Float64Array
  /** Mean size of the errors. */
  private readonly size: Float64Array
  /** Seasonal terms by phase, shape [season × channels]; during the first two seasons, the values or their mean. */
  private readonly terms: Float64Array
  /** Mean over the phases of the change over the first season, counted by phase. */
  private readonly changes: Float64Array
  /** Steps since the first value, including it, up to two seasons; by channel. */
  private readonly known: Float64Array
  private steps = 0

  /** @param season in steps */
  constructor({ channels, leads }: ExpertShape, season: number, options: RobustSmoothingOptions) {
    this.#channels = channels
    this.#leads = leads
    this.#season = season
    this.#options = options
    this.level = zeros(channels)
    this.size = zeros(channels)
    this.terms = zeros(season * channels)
    this.changes = zeros(channels)
    this.known = zeros(channels)
  }

  learn({ missing, values }: ExpertInput): void {
    const season = this.#season
    const phase = (this.steps++ % season) * this.#channels
    for (let channel = 0; channel < this.#channels; channel++) {
      const y = values[channel]!
      if (Number.isNaN(y)) continue
      if (this.known[channel]! < 2 * season) this.begin(channel, y, phase + channel)
      else if (missing[channel] === 0) this.smooth(channel, y, phase + channel)
    }
  }

  /** Takes a value of the first two seasons. */
  private begin(channel: number, y: number, at: number): void {
    const known = ++this.known[channel]!
    if (known <= this.#season) this.terms[at] = y
    else {
      this.changes[channel]! += Math.abs(y - this.terms[at]!) / this.#season
      this.terms[at] = 0.5 * (this.terms[at]! + y)
    }
    if (known < 2 * this.#season) return
    this.level[channel] = centreTerms(this.terms, channel, this.#channels)
    this.size[channel] = 0.5 * this.changes[channel]!
  }

  private smooth(channel: number, y: number, at: number): void {
    const { clip, level: alpha, season: gamma } = this.#options
    const error = y - this.level[channel]! - this.terms[at]!
    const size = this.size[channel]!
    // After errors of zero, the first other one gives their size.
    const limit = size > 0 ? clip * size : Math.abs(error)
    const clipped = Math.max(-limit, Math.min(limit, error))
    this.level[channel]! += alpha * clipped
    this.terms[at]! += gamma * (1 - alpha) * clipped
    this.size[channel] = size > 0 ? size + share * (Math.min(Math.abs(error), maxRatio * size) - size) : Math.abs(error)
  }

  forecast(out: Float64Array): void {
    const leads = this.#leads
    for (let channel = 0, at = 0; channel < this.#channels; channel++) {
      const knows = this.known[channel]! >= 2 * this.#season
      for (let i = 0; i < leads.length; i++) {
        const phase = (this.steps + leads[i]! - 1) % this.#season
        out[at++] = knows ? this.level[channel]! + this.terms[phase * this.#channels + channel]! : Number.NaN
      }
    }
  }

  state(fields: Fields): void {
    const { clip, level, season } = this.#options
    fields.same('season', this.#season)
    fields.constant('smoothing', [level, season, clip])
    fields.numbers('level', this.level)
    fields.numbers('size', this.size)
    fields.numbers('terms', this.terms)
    fields.numbers('changes', this.changes)
    fields.numbers('known', this.known)
    this.steps = fields.counter('steps', this.steps)
  }
}
