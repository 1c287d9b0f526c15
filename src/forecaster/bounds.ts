import { type Limits, limitOf } from '../defaults/limits.ts'
import type { Observation } from '../series/observation.ts'
import { timeOrNone } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { formatTimestamp } from '../time/timestamp.ts'

/**
 * Keeps the forecasts and intervals of each channel to what its values can be, in units of the data, and counts the
 * values that are not. An interval holds every possible value that it held before, so its coverage does not suffer.
 */
export class Bounds implements Saveable {
  readonly #min: Float64Array
  readonly #max: Float64Array
  /** 1 for whole numbers. */
  readonly #integer: Uint8Array
  /** Values that cannot be, and the first of them with its time. */
  private outside = 0
  private first = Number.NaN
  private firstAt = Number.NaN

  /** @param limits by the position of the channel */
  constructor(channels: number, limits: Limits) {
    const all = Array.from({ length: channels }, (_, channel) => limitOf(limits, String(channel)))
    this.#min = Float64Array.from(all, ({ min }) => min)
    this.#max = Float64Array.from(all, ({ max }) => max)
    this.#integer = Uint8Array.from(all, ({ integer }) => (integer ? 1 : 0))
  }

  /** Counts the values that cannot be; missing ones do not count. */
  observe({ time, values }: Observation): void {
    for (let channel = 0; channel < this.#min.length; channel++) {
      const value = values[channel]!
      const whole = this.#integer[channel] === 0 || Number.isInteger(value)
      if (!Number.isFinite(value) || (whole && value >= this.#min[channel]! && value <= this.#max[channel]!)) continue
      if (this.outside++ > 0) continue
      this.first = value
      this.firstAt = time
    }
  }

  /** What was seen that cannot be; undefined if there was nothing. */
  get warning(): string | undefined {
    if (this.outside === 0) return undefined
    const values = this.outside === 1 ? '1 value is' : `${this.outside} values are`
    return (
      `${values} not what min, max and integer of forecast say, first ${this.first} at ${formatTimestamp(this.firstAt)}; ` +
      `forecasts keep to the options all the same: change or delete them`
    )
  }

  /**
   * Moves forecasts, and the ends of their intervals, into the bounds. Of whole numbers, a forecast becomes the nearest
   * one, and an interval ends at its outermost ones, or at the forecast if it has none.
   *
   * @param values shape [channels × leads], changed in place
   * @param lower one array of this shape a level, likewise
   * @param over for sums: how many values each is of, in place of the leads
   */
  keep(
    values: Float64Array,
    lower: readonly Float64Array[],
    upper: readonly Float64Array[],
    over?: readonly number[],
  ): void {
    const leads = values.length / this.#min.length
    for (let channel = 0; channel < this.#min.length; channel++) {
      const integer = this.#integer[channel] === 1
      if (!integer && this.#min[channel] === -Infinity && this.#max[channel] === Infinity) continue
      for (let at = channel * leads; at < (channel + 1) * leads; at++) {
        const times = over?.[at - channel * leads] ?? 1
        const min = times * this.#min[channel]!
        const max = times * this.#max[channel]!
        const within = (value: number) => Math.max(min, Math.min(max, value))
        // 0 is added, so that −0.4 becomes 0 and not −0.
        const value = within(integer ? Math.round(values[at]!) + 0 : values[at]!)
        values[at] = value
        for (let level = 0; level < lower.length; level++) {
          const low = lower[level]![at]!
          const high = upper[level]![at]!
          lower[level]![at] = integer ? Math.min(value, within(Math.ceil(low) + 0)) : within(low)
          upper[level]![at] = integer ? Math.max(value, within(Math.floor(high) + 0)) : within(high)
        }
      }
    }
  }

  state(fields: Fields): void {
    this.outside = fields.counter('outside', this.outside)
    this.first = fields.number('first', this.first)
    this.firstAt = fields.number('firstAt', this.firstAt, timeOrNone)
  }
}
