import { DataError } from '../errors.ts'
import type { Forecast } from '../series/forecast.ts'
import { timeOrNone } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { formatTimestamp } from '../time/timestamp.ts'

/** Times without a value after which a target is reported. */
const longSilence = 50
/** A target that begins after fewer times is not reported. */
const shortStart = 50

/** Finds targets without values, at the start or the end or at all, those that have changed, and runs without a forecast. */
export class KnownTargets implements Saveable {
  /** Whether a number was forecast. */
  private numbers = false
  /** Times so far. */
  private count = 0
  /** The times of each channel's first and last value and of its last change; NaN if there is none. */
  private first = new Float64Array(0)
  private last = new Float64Array(0)
  private changed = new Float64Array(0)
  /** Number of times before its first value, and of those since its last. */
  private before = new Float64Array(0)
  private since = new Float64Array(0)

  see({ drift = [], observation, values }: Forecast): void {
    if (this.first.length === 0) this.begin(observation.values.length)
    for (let channel = 0; channel < this.first.length; channel++) {
      this.since[channel]!++
      // Of several series one says little about the others.
      if (drift.includes(channel) && !observation.key) this.changed[channel] = observation.time
      if (Number.isNaN(observation.values[channel]!)) continue
      if (Number.isNaN(this.first[channel]!)) {
        this.first[channel] = observation.time
        this.before[channel] = this.count
      }
      this.last[channel] = observation.time
      this.since[channel] = 0
    }
    this.count++
    this.numbers ||= values.some(Number.isFinite)
  }

  private begin(channels: number): void {
    const none = () => new Float64Array(channels).fill(Number.NaN)
    this.first = none()
    this.last = none()
    this.changed = none()
    this.before = new Float64Array(channels)
    this.since = new Float64Array(channels)
  }

  /**
   * Why the forecasts are of no use; undefined if some are.
   *
   * @param targets names of the channels
   * @param rows that were used
   */
  failure(input: string, targets: readonly string[], rows: number): DataError | undefined {
    if (this.numbers || this.first.length === 0) return undefined
    const all = Array.from(this.first, (_, channel) => nameOf(targets, channel)).join(' and ')
    const got = this.first.every(Number.isNaN)
      ? `expected numbers in ${all}, got a missing value in every row of ${rows}; name another target`
      : `expected forecasts, got none from ${rows} rows; give the steps more rows or less to learn from`
    return new DataError(`${input}: ${got}`)
  }

  /**
   * What is to be said of single targets, a sentence each.
   *
   * @param targets names of the channels
   */
  warnings(targets: readonly string[]): string[] {
    return Array.from(this.first, (first, channel) => {
      const name = nameOf(targets, channel)
      const at = (times: Float64Array) => formatTimestamp(times[channel]!)
      if (Number.isNaN(first)) return [`${name} has no value in any row, so it is not forecast; the others are`]
      const said: string[] = []
      if (this.before[channel]! >= shortStart)
        said.push(
          `${name} has no value before ${at(this.first)}: it is forecast from there on, the others from the start`,
        )
      if (this.since[channel]! >= longSilence)
        said.push(`${name} has had no value since ${at(this.last)}; its forecasts go on from there`)
      if (!Number.isNaN(this.changed[channel]!))
        said.push(`${name} has changed by ${at(this.changed)}: its unit, its level, or how well it can be forecast`)
      return said
    }).flat()
  }

  state(fields: Fields): void {
    this.numbers = fields.boolean('numbers', this.numbers)
    this.count = fields.counter('count', this.count)
    this.first = fields.array('first', this.first, timeOrNone)
    this.last = fields.array('last', this.last, timeOrNone)
    this.changed = fields.array('changed', this.changed, timeOrNone)
    this.before = fields.array('before', this.before)
    this.since = fields.array('since', this.since)
  }
}

const nameOf = (targets: readonly string[], channel: number) => `"${targets[channel] ?? channel}"`
