import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { exp, log } from '../stats/elementary.ts'
import { scratch } from '../stats/scratch.ts'

/** Half-lives of the running means, in errors: weeks of days, seasons, years. */
const halfLives = [12, 60, 300]
/** Half-life of the burst: how large the errors of all leads are now, compared with the slowest means. */
const burstHalfLife = 5
/** Errors behind a burst of 1 at the start, so that a few of them do not move it. */
const burstPrior = 30
/** The candidates: each running mean, and the slowest times the burst. */
const candidates = halfLives.length + 1
const slowest = halfLives.length - 1

/** Once there have been `minErrors` errors, one counts as at most `maxRatio` times their mean: a spike must not last. */
const minErrors = 30
const maxRatio = 6

/** A mean counts as that of the lead before it, times √lead, with as many errors as this times that lead. */
const borrowed = 4
/** The newest of n errors is 4/(n + 3) of a mean at least: errors fall while experts learn, so early ones fade sooner. */
const newest = 4

/** A candidate is judged as at least this share of the slowest mean. */
const leastShare = 0.1
/** Discount of the losses for each row, and their weight in the exponent. */
const discount = 0.997
const trust = 0.2

const shareOf = (halfLife: number) => 1 - exp(-log(2) / halfLife)
const shares = halfLives.map(shareOf)
const burstShare = shareOf(burstHalfLife)

/**
 * The size of the errors that is to be expected at each channel and lead: a mean absolute error. How quickly it should
 * follow the last errors depends on the series, so several running means are kept, and weighted by the discounted
 * likelihood of the errors that they foresaw, as of a Laplace distribution, over all leads of a channel. While a lead has
 * few errors, its means are drawn towards those of shorter leads.
 *
 * For each row, call `learn` with the errors that are due, then `issue`.
 */
export class ErrorSizes implements Saveable {
  /** The size expected, shape [channels × leads]; NaN before the first error of a lead or of a shorter one. */
  readonly sizes: Float64Array
  readonly #leads: readonly number[]
  readonly #channels: number
  readonly #size: number
  /** Shape [half-lives × size], and the number of errors in each, shape [size]. */
  private readonly means: Float64Array
  private readonly counts: Float64Array
  /** The share of errors that are 0, shape [half-lives × size]. */
  private readonly zeros: Float64Array
  /** By channel: the burst, and how many rows it has seen. */
  private readonly bursts: Float64Array
  private readonly rows: Float64Array
  /** Discounted losses of the candidates, shape [channels × candidates]. */
  private readonly losses: Float64Array
  /** Sizes of the candidates for the newest forecasts, shape [candidates × size]; 0 is unknown. */
  private readonly latest: Float64Array
  /** The same for the forecasts not yet due, shape [slots × candidates × size]. */
  private readonly issued: Float64Array
  readonly #weights = scratch('error sizes weights', candidates)
  readonly #rowLosses = scratch('error sizes losses', candidates)

  /** @param slots number of origins whose forecasts are not yet due */
  constructor(channels: number, leads: readonly number[], slots: number) {
    this.#channels = channels
    this.#leads = leads
    this.#size = channels * leads.length
    this.sizes = zeros(this.#size).fill(Number.NaN)
    this.means = zeros(halfLives.length * this.#size)
    this.counts = zeros(this.#size)
    this.zeros = zeros(this.means.length)
    this.bursts = zeros(channels).fill(1)
    this.rows = zeros(channels)
    this.losses = zeros(channels * candidates)
    this.latest = zeros(candidates * this.#size)
    this.issued = zeros(slots * this.latest.length)
  }

  /** Number of errors behind each size, shape [channels × leads]. */
  get known(): Float64Array {
    return this.counts
  }

  /** The share of errors that are 0, of late, at a channel and lead. */
  zeroShare(at: number): number {
    return this.zeros[slowest * this.#size + at]!
  }

  /**
   * Learns from the errors of a channel that are due.
   *
   * @param errors shape [leads]; NaN is missing
   * @param slots slot of the origin of each, shape [leads]
   */
  learn(channel: number, errors: Float64Array, slots: Int32Array): void {
    this.#rowLosses.fill(0)
    let judged = 0
    let ratios = 0
    let compared = 0
    for (let i = 0; i < errors.length; i++) {
      const error = Math.abs(errors[i]!)
      if (!(error < Number.POSITIVE_INFINITY)) continue
      const at = channel * errors.length + i
      // Errors of long leads come in runs, so that each says less.
      const weight = 1 / Math.sqrt(this.#leads[i]!)
      const usual = this.latest[slowest * this.#size + at]!
      if (usual > 0) {
        ratios += weight * Math.min(error / usual, maxRatio)
        compared += weight
      }
      if (this.#judge(error, slots[i]! * this.latest.length + at, weight)) judged += weight
      this.#average(error, at)
    }
    if (judged > 0) this.#addLosses(channel, judged)
    if (compared > 0) this.#addBurst(channel, ratios / compared)
  }

  /** Adds −ln of the likelihood of an error for each candidate, without its constant. */
  #judge(error: number, issuedAt: number, weight: number): boolean {
    const least = leastShare * this.issued[issuedAt + slowest * this.#size]!
    if (!(least > 0)) return false
    for (let k = 0; k < candidates; k++) {
      const size = Math.max(this.issued[issuedAt + k * this.#size]!, least)
      this.#rowLosses[k]! += weight * (log(size) + Math.min(error / size, maxRatio))
    }
    return true
  }

  #average(error: number, at: number): void {
    const count = ++this.counts[at]!
    for (let j = 0; j < halfLives.length; j++) {
      const before = this.means[j * this.#size + at]!
      const zeros = this.zeros[j * this.#size + at]!
      // Many errors of 0, as of intermittent demand, do not make the others spikes.
      const usual = before / (1 - zeros)
      const limit = count > minErrors && before > 0 ? maxRatio * usual : Number.POSITIVE_INFINITY
      const share = Math.max(shares[j]!, newest / (count + newest - 1))
      this.zeros[j * this.#size + at] = (1 - share) * zeros + (error === 0 ? share : 0)
      this.means[j * this.#size + at] = (1 - share) * before + share * Math.min(error, limit)
    }
  }

  #addLosses(channel: number, judged: number): void {
    for (let k = 0; k < candidates; k++) {
      const at = channel * candidates + k
      this.losses[at] = discount * this.losses[at]! + this.#rowLosses[k]! / judged
    }
  }

  #addBurst(channel: number, ratio: number): void {
    const share = Math.max(burstShare, 1 / (++this.rows[channel]! + burstPrior))
    this.bursts[channel] = (1 - share) * this.bursts[channel]! + share * ratio
  }

  /**
   * Computes `sizes` for new forecasts.
   *
   * @param slot of their origin
   */
  issue(slot: number): void {
    for (let channel = 0; channel < this.#channels; channel++) {
      for (let j = 0; j < halfLives.length; j++) this.#shrink(channel, j)
      this.#weigh(channel)
      this.#combine(channel)
    }
    this.issued.set(this.latest, slot * this.latest.length)
  }

  /** Draws each mean towards that of the lead before it: errors usually grow like the square root of the lead. */
  #shrink(channel: number, j: number): void {
    let before = 0
    let lead = 0
    for (let i = 0; i < this.#leads.length; i++) {
      const at = channel * this.#leads.length + i
      const own = Math.min(this.counts[at]!, 1 / shares[j]!)
      const more = borrowed * lead
      const guess = before * Math.sqrt(this.#leads[i]! / Math.max(1, lead))
      const size = own + more > 0 ? (own * this.means[j * this.#size + at]! + more * guess) / (own + more) : 0
      this.latest[j * this.#size + at] = size
      if (own + more === 0) continue
      before = size
      lead = this.#leads[i]!
    }
  }

  #weigh(channel: number): void {
    const losses = this.losses.subarray(channel * candidates, (channel + 1) * candidates)
    const least = Math.min(...losses)
    let sum = 0
    for (let k = 0; k < candidates; k++) sum += this.#weights[k] = exp(-trust * (losses[k]! - least))
    for (let k = 0; k < candidates; k++) this.#weights[k]! /= sum
  }

  #combine(channel: number): void {
    for (let at = channel * this.#leads.length; at < (channel + 1) * this.#leads.length; at++) {
      this.latest[slowest * this.#size + this.#size + at] =
        this.latest[slowest * this.#size + at]! * this.bursts[channel]!
      let size = 0
      for (let k = 0; k < candidates; k++) size += this.#weights[k]! * this.latest[k * this.#size + at]!
      this.sizes[at] = this.counts[at]! > 0 ? size : Number.NaN
    }
  }

  state(fields: Fields): void {
    fields.numbers('sizes', this.sizes)
    fields.numbers('means', this.means)
    fields.numbers('counts', this.counts)
    fields.numbers('zeros', this.zeros)
    fields.numbers('bursts', this.bursts)
    fields.numbers('rows', this.rows)
    fields.numbers('losses', this.losses)
    fields.numbers('latest', this.latest)
    fields.numbers('issued', this.issued)
  }
}
