import { timeOrNone } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { log } from '../stats/elementary.ts'
import { formatTimestamp } from '../time/timestamp.ts'

/**
 * A value is near 0 if it is less than a quarter of all before it, and its logarithm is further below theirs than twice
 * their range. Its logarithm would then rule every scale and level for years: of quarterly visitors of 1,000, two
 * quarters with 2 double the mean absolute error of the next two years, two with 200 raise it by a quarter.
 */
const factor = 4
const ranges = 2

/** Whether the experts get logarithms, and the values whose logarithms cannot be used. */
export class LogScale implements Saveable {
  /** Whether the inputs are logarithms. */
  on: boolean
  readonly #fixed: boolean
  /** Values that are near 0 or less, and the first of them with its time. */
  private low = 0
  private first = Number.NaN
  private firstAt = Number.NaN

  /** @param fixed whether the scale stays, whatever the values are */
  constructor(on: boolean, fixed: boolean) {
    this.on = on
    this.#fixed = fixed
  }

  /**
   * Takes note of a value that is near 0 or less, and ends the logarithms unless they are fixed.
   *
   * @param lowest the lowest logarithm of the values before it, ∞ if there are none; `highest` likewise, −∞
   */
  see(value: number, time: number, lowest: number, highest: number): void {
    if (!this.on || !(value <= 0 || isNear0(value, lowest, highest))) return
    if (this.low++ === 0) {
      this.first = value
      this.firstAt = time
    }
    if (!this.#fixed) this.on = false
  }

  /** What low values did; undefined if there were none. */
  get warning(): string | undefined {
    if (this.low === 0) return undefined
    const first = `${this.first} at ${formatTimestamp(this.firstAt)}`
    if (!this.#fixed) return `linear scale since ${first}: it has no logarithm, or one far below all before it`
    const values = this.low === 1 ? 'value is' : 'values are'
    return (
      `scale: log, but ${this.low} ${values} near 0 or less, first ${first}; ` +
      `near 0 they rule the forecasts, and 0 or less is taken as missing; leave scale out, or write scale: linear`
    )
  }

  state(fields: Fields): void {
    this.on = fields.boolean('on', this.on)
    this.low = fields.counter('low', this.low)
    this.first = fields.number('first', this.first)
    this.firstAt = fields.number('firstAt', this.firstAt, timeOrNone)
  }
}

function isNear0(value: number, lowest: number, highest: number): boolean {
  // Without a value before, the difference is −∞ or NaN.
  const below = lowest - log(value)
  return below > log(factor) && below > ranges * (highest - lowest) && below < Number.POSITIVE_INFINITY
}
