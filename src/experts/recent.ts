import type { Fields, Saveable } from '../state/fields.ts'

/** The last values of all channels, by age: a ring buffer. */
export class Recent implements Saveable {
  private readonly values: Float64Array
  readonly #channels: number
  readonly #capacity: number
  private count = 0

  constructor(channels: number, capacity: number) {
    this.values = new Float64Array(channels * capacity)
    this.#channels = channels
    this.#capacity = capacity
  }

  /** Number of steps available. */
  get length(): number {
    return Math.min(this.count, this.#capacity)
  }

  push(values: Float64Array): void {
    this.values.set(values, (this.count % this.#capacity) * this.#channels)
    this.count++
  }

  /** @param age in steps, from 0 for the newest value to `length` − 1 */
  ago(age: number, channel: number): number {
    return this.values[((this.count - 1 - age) % this.#capacity) * this.#channels + channel]!
  }

  state(fields: Fields): void {
    fields.numbers('values', this.values)
    this.count = fields.counter('count', this.count)
  }
}
