import { Recent } from '../series/recent.ts'
import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { Expert, ExpertInput, ExpertShape } from './expert.ts'

/** Smoothing constants to choose from, by the squares of the errors one step ahead. */
const alphas = [0.05, 0.15, 0.3, 0.5, 0.7, 0.9, 1]

/**
 * The Theta method (Assimakopoulos & Nikolopoulos 2000) as exponential smoothing with drift (Hyndman & Billah 2003), on
 * values without their season: ŷ(t + h) = l + ½ b (h − 1 + (1 − (1 − α)ⁿ) / α) + s, where b is the slope of a straight
 * line through all values and s the mean distance of a phase from centred means over a season. Both follow from sums, so
 * each step costs the same. Two seasons are needed, or four values without a season.
 */
export class Theta implements Expert {
  readonly #channels: number
  readonly #leads: readonly number[]
  readonly #season: number
  private readonly recent: Recent
  /** Number of values, by channel. */
  private readonly counts: Float64Array
  /** The first value, which all others are measured from. */
  private readonly origins: Float64Array
  /** Σ y and Σ i·y over the values, i counted from 0; by channel. */
  private readonly sums: Float64Array
  private readonly moments: Float64Array
  /** Distances from the centred mean: their sum and number by phase, shape [channels × season]. */
  private readonly distances: Float64Array
  private readonly distanceCounts: Float64Array
  /** Values and Σ i of each phase, shape [channels × season]. */
  private readonly phaseCounts: Float64Array
  private readonly phaseSums: Float64Array
  /** Smoothed values, and the smoothed indicator of each phase, for each α: linear, so any season can be taken out. */
  private readonly levels: Float64Array
  private readonly indicators: Float64Array
  /** (1 − α)ⁿ and the sum of squared errors, shape [channels × alphas]. */
  private readonly remains: Float64Array
  private readonly squares: Float64Array
  /** Seasonal term of each phase and slope now, shape [channels × season] and [channels]. */
  private readonly terms: Float64Array
  private readonly slopes: Float64Array
  private steps = 0

  /** @param season in steps; 1 for none */
  constructor({ channels, leads }: ExpertShape, season: number) {
    this.#channels = channels
    this.#leads = leads
    this.#season = season
    this.recent = new Recent(channels, season + 1)
    const each = (size: number) => zeros(channels * size)
    this.counts = each(1)
    this.origins = each(1)
    this.sums = each(1)
    this.moments = each(1)
    this.distances = each(season)
    this.distanceCounts = each(season)
    this.phaseCounts = each(season)
    this.phaseSums = each(season)
    this.levels = each(alphas.length)
    this.indicators = each(alphas.length * season)
    this.remains = each(alphas.length)
    this.squares = each(alphas.length)
    this.terms = each(season)
    this.slopes = each(1)
  }

  learn({ missing, values }: ExpertInput): void {
    this.recent.push(values)
    for (let channel = 0; channel < this.#channels; channel++) {
      const y = values[channel]!
      if (Number.isNaN(y)) continue
      if (this.counts[channel] === 0) this.origins[channel] = y
      this.add(channel, y - this.origins[channel]!, missing[channel] === 1)
    }
    this.steps++
  }

  private add(channel: number, y: number, missing: boolean): void {
    const season = this.#season
    const index = this.counts[channel]!
    const phase = this.steps % season
    const first = channel * season
    this.smooth(channel, y, phase, missing)
    this.sums[channel]! += y
    this.moments[channel]! += index * y
    this.phaseCounts[first + phase]!++
    this.phaseSums[first + phase]! += index
    this.counts[channel] = index + 1
    this.addDistance(channel)
    this.updateLine(channel)
  }

  private smooth(channel: number, y: number, phase: number, missing: boolean): void {
    const season = this.#season
    const isFirst = this.counts[channel] === 0
    const knows = this.knows(channel)
    for (let a = 0; a < alphas.length; a++) {
      const alpha = isFirst ? 1 : alphas[a]!
      const at = channel * alphas.length + a
      if (knows && !missing) {
        const error = y - this.ahead(channel, a, 1, phase)
        this.squares[at]! += error * error
      }
      this.levels[at]! += alpha * (y - this.levels[at]!)
      for (let p = 0; p < season; p++) {
        const entry = at * season + p
        this.indicators[entry]! += alpha * ((p === phase ? 1 : 0) - this.indicators[entry]!)
      }
      this.remains[at] = (isFirst ? 1 : this.remains[at]!) * (1 - alphas[a]!)
    }
  }

  /** Takes in the distance of the value half a season ago from the centred mean around it. */
  private addDistance(channel: number): void {
    const season = this.#season
    if (season === 1 || this.counts[channel]! <= season) return
    const half = season >> 1
    const value = (age: number) => this.recent.ago(age, channel) - this.origins[channel]!
    let sum = 0
    for (let age = 0; age < season; age++) sum += value(age)
    // Of an even number of values, the two at the ends count half.
    if (season % 2 === 0) sum += 0.5 * (value(season) - value(0))
    const at = channel * season + ((this.steps - half + season) % season)
    this.distances[at]! += value(half) - sum / season
    this.distanceCounts[at]!++
  }

  /** Computes the seasonal terms and the slope. */
  private updateLine(channel: number): void {
    const season = this.#season
    const first = channel * season
    const n = this.counts[channel]!
    let mean = 0
    for (let at = first; at < first + season; at++) {
      this.terms[at] = this.distanceCounts[at] === 0 ? 0 : this.distances[at]! / this.distanceCounts[at]!
      mean += this.terms[at]! / season
    }
    let sum = this.sums[channel]!
    let moment = this.moments[channel]!
    for (let at = first; at < first + season; at++) {
      this.terms[at]! -= mean
      sum -= this.terms[at]! * this.phaseCounts[at]!
      moment -= this.terms[at]! * this.phaseSums[at]!
    }
    this.slopes[channel] = n > 1 ? (12 * moment - 6 * (n - 1) * sum) / (n * (n * n - 1)) : 0
  }

  private knows(channel: number): boolean {
    return this.counts[channel]! >= (this.#season === 1 ? 4 : 2 * this.#season)
  }

  /** The forecast with one of the constants. */
  private ahead(channel: number, a: number, lead: number, phase: number): number {
    const season = this.#season
    const at = channel * alphas.length + a
    let level = this.levels[at]!
    for (let p = 0; p < season; p++) level -= this.terms[channel * season + p]! * this.indicators[at * season + p]!
    const reach = lead - 1 + (1 - this.remains[at]!) / alphas[a]!
    return level + 0.5 * this.slopes[channel]! * reach + this.terms[channel * season + phase]!
  }

  forecast(out: Float64Array): void {
    const leads = this.#leads
    for (let channel = 0; channel < this.#channels; channel++) {
      const best = this.best(channel)
      for (let i = 0; i < leads.length; i++) {
        const phase = (this.steps + leads[i]! - 1) % this.#season
        out[channel * leads.length + i] = this.knows(channel)
          ? this.origins[channel]! + this.ahead(channel, best, leads[i]!, phase)
          : Number.NaN
      }
    }
  }

  /** The constant with the smallest errors so far. */
  private best(channel: number): number {
    let best = 0
    for (let a = 1; a < alphas.length; a++) {
      const at = channel * alphas.length
      if (this.squares[at + a]! < this.squares[at + best]!) best = a
    }
    return best
  }

  state(fields: Fields): void {
    fields.same('season', this.#season)
    fields.part('recent', this.recent)
    fields.numbers('counts', this.counts)
    fields.numbers('origins', this.origins)
    fields.numbers('sums', this.sums)
    fields.numbers('moments', this.moments)
    fields.numbers('distances', this.distances)
    fields.numbers('distanceCounts', this.distanceCounts)
    fields.numbers('phaseCounts', this.phaseCounts)
    fields.numbers('phaseSums', this.phaseSums)
    fields.numbers('levels', this.levels)
    fields.numbers('indicators', this.indicators)
    fields.numbers('remains', this.remains)
    fields.numbers('squares', this.squares)
    fields.numbers('terms', this.terms)
    fields.numbers('slopes', this.slopes)
    this.steps = fields.counter('steps', this.steps)
  }
}
