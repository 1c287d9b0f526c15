import type { SeriesEvent } from '../series/event.ts'
import { percentOf } from '../series/forecast.ts'
import { type Fields, nonNegative, type Saveable } from '../state/fields.ts'
import { deviations, mostDeviations, type Spread } from './distribution.ts'
import { Episode } from './episode.ts'
import { Rarity } from './rarity.ts'
import { figure, howOften } from './words.ts'

/** An event without its time and its series. */
export type Found = Omit<SeriesEvent, 'time' | 'key' | 'channel'>

/** A size is ordinary if at least a tenth of them are as large. */
const ordinaryShare = 0.1
/** Ordinary values in a row after which an anomaly has ended. */
const anomalyCalm = 3
/** Ordinary values after which a drift has ended; each other one counts as three of them less. */
const driftCalm = 20
const driftPenalty = 3
/** Shares of the newest error in the running means: of about the last ten, and of about a hundred. */
const recentShare = 1 / 8
const slowShare = 1 / 64

/** Finds anomalies and drift in the errors of one channel, and when they have ended. */
export class ChannelWatch implements Saveable {
  readonly #name: string
  readonly #oneIn: number
  private readonly rarity = new Rarity()
  private readonly anomaly = new Episode(anomalyCalm)
  private readonly drift = new Episode(driftCalm, driftPenalty)
  /** Running means of the absolute errors, and the number of errors. */
  private recent = 0
  private slow = 0
  private errors = 0
  /** The mean errors when the drift was found, and before it. */
  private drifted = 0
  private undrifted = 0

  /**
   * @param name of the target, for sentences
   * @param oneIn a value is an anomaly if it is rarer than one in this many; 0 finds none
   */
  constructor(name: string, oneIn: number) {
    this.#name = name
    this.#oneIn = oneIn > 0 ? oneIn : Number.POSITIVE_INFINITY
  }

  /**
   * A value has come.
   *
   * @param value NaN if missing
   * @param due what was forecast for it; undefined if nothing was
   * @param channel its position in `due`
   * @param hasDrifted whether its unit or level has changed, or its errors have increased for good
   */
  add(time: number, value: number, due: Spread | undefined, channel: number, hasDrifted: boolean): Found[] {
    const found: Found[] = []
    const before = this.slow
    const size = due ? this.size(value, due, channel) : Number.NaN
    if (!Number.isNaN(size)) {
      const rarity = this.rarity.of(size)
      this.rarity.add(size)
      found.push(...this.judged(time, value, rarity, due!, channel))
    }
    if (hasDrifted && !this.drift.open) {
      this.drift.begin(time)
      this.drifted = this.recent
      this.undrifted = before
      const means = `${figure(this.recent)} on average of late, ${figure(before)} before`
      const reason = `${this.#name}: its unit or level has changed, or its errors have become larger for good: ${means}`
      found.push({ kind: 'drift', reason })
    } else if (hasDrifted) this.drift.begin(time)
    return found
  }

  /** Whether a value of this rarity begins or ends an anomaly, or ends a drift. */
  private judged(time: number, value: number, rarity: number, due: Spread, channel: number): Found[] {
    const found: Found[] = []
    const name = this.#name
    const forecast = `${figure(due.values[channel]!)} was forecast`
    const ordinary = rarity >= ordinaryShare
    if (rarity * this.#oneIn <= 1 && isOutside(value, due, channel)) {
      if (!this.anomaly.open) {
        const reason = `${name} is ${figure(value)}, ${forecast}${interval(due, channel)}; so large an error comes ${howOften(rarity)}`
        found.push({ kind: 'anomaly', rarity, reason })
      }
      this.anomaly.begin(time)
    }
    let since = this.anomaly.ends(ordinary)
    if (since !== undefined) {
      const reason = `${name}: ${anomalyCalm} values in a row were as forecast; the last is ${figure(value)}, ${forecast}`
      found.push({ kind: 'recovered', of: 'anomaly', since, reason })
    }
    since = this.drift.ends(ordinary)
    if (since !== undefined) {
      const means = `${figure(this.drifted)} when the drift was found, ${figure(this.undrifted)} before`
      const reason = `${name}: its errors are steady again: ${figure(this.recent)} on average of late, ${means}`
      found.push({ kind: 'recovered', of: 'drift', since, reason })
    }
    return found
  }

  /** The error in standard deviations of its forecast, or, without intervals, in mean errors; learns from it. */
  private size(value: number, due: Spread, channel: number): number {
    const error = Math.abs(value - due.values[channel]!)
    if (!Number.isFinite(error)) return Number.NaN
    const mean = this.slow
    this.errors++
    this.recent += (error - this.recent) * Math.max(recentShare, 1 / this.errors)
    this.slow += (error - this.slow) * Math.max(slowShare, 1 / this.errors)
    if (due.levels.length > 0) return Math.abs(deviations(due, channel, value))
    if (this.errors === 1) return Number.NaN
    return error === 0 ? 0 : Math.min(mostDeviations, error / mean)
  }

  state(fields: Fields): void {
    fields.part('rarity', this.rarity)
    fields.part('anomaly', this.anomaly)
    fields.part('drift', this.drift)
    this.recent = fields.number('recent', this.recent, nonNegative)
    this.slow = fields.number('slow', this.slow, nonNegative)
    this.errors = fields.counter('errors', this.errors)
    this.drifted = fields.number('drifted', this.drifted, nonNegative)
    this.undrifted = fields.number('undrifted', this.undrifted, nonNegative)
  }
}

/** Whether a value is outside the outermost interval, if there is one. */
function isOutside(value: number, { lower, upper }: Spread, channel: number): boolean {
  if (lower.length === 0) return true
  return value < lower.at(-1)![channel]! || value > upper.at(-1)![channel]!
}

/** The outermost interval in words. */
function interval({ levels, lower, upper }: Spread, channel: number): string {
  if (levels.length === 0) return ''
  const [low, high] = [lower.at(-1)![channel]!, upper.at(-1)![channel]!]
  return ` with ${figure(low)} to ${figure(high)} at ${percentOf(levels.at(-1)!)} %`
}
