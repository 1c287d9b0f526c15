import { DataError } from '../errors.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Fields, Saveable } from '../state/fields.ts'

/** Finds targets that never have a value, and runs that never forecast a number. */
export class KnownTargets implements Saveable {
  /** Whether a number was forecast. */
  private numbers = false
  /** 1 for each channel that had a value. */
  private known = new Uint8Array(0)
  private complete = false

  see({ observation, values }: Forecast): void {
    if (this.complete) return
    if (this.known.length === 0) this.known = new Uint8Array(observation.values.length)
    for (let channel = 0; channel < this.known.length; channel++)
      if (!Number.isNaN(observation.values[channel]!)) this.known[channel] = 1
    this.numbers ||= values.some(Number.isFinite)
    this.complete = this.numbers && !this.known.includes(0)
  }

  /**
   * Why the forecasts are of no use; undefined if they are.
   *
   * @param targets names of the channels
   * @param rows that were used
   */
  failure(input: string, targets: readonly string[], rows: number): DataError | undefined {
    if (this.complete || this.known.length === 0) return undefined
    const missing = Array.from(this.known, (known, channel) => (known ? [] : `"${targets[channel] ?? channel}"`)).flat()
    const got =
      missing.length > 0
        ? `expected numbers in ${missing.join(' and ')}, got a missing value in every row of ${rows}; name another target`
        : `expected forecasts, got none from ${rows} rows; give the steps more rows or less to learn from`
    return new DataError(`${input}: ${got}`)
  }

  state(fields: Fields): void {
    this.numbers = fields.boolean('numbers', this.numbers)
    this.known = fields.array('known', this.known)
    this.complete = this.numbers && !this.known.includes(0)
  }
}
