import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { Pending } from './pending.ts'

/** The last values of all channels, by age. */
export class Recent implements Saveable {
  private readonly slots: Pending
  /** Shape [slots × channels]. */
  private readonly values: Float64Array
  readonly #channels: number

  /** @param capacity number of steps that can be asked for */
  constructor(channels: number, capacity: number) {
    this.slots = new Pending([capacity])
    this.values = zeros(channels * capacity)
    this.#channels = channels
  }

  /** Number of steps known. */
  get length(): number {
    return this.slots.count
  }

  /** @param values shape [channels] */
  push(values: ArrayLike<number>): void {
    const at = this.slots.issue() * this.#channels
    for (let channel = 0; channel < this.#channels; channel++) this.values[at + channel] = values[channel]!
  }

  /** The value `age` steps ago, 0 being the newest; NaN before the first. */
  ago(age: number, channel: number): number {
    const slot = this.slots.due(age + 1)
    return slot < 0 ? Number.NaN : this.values[slot * this.#channels + channel]!
  }

  clear(): void {
    this.slots.clear()
  }

  state(fields: Fields): void {
    fields.part('slots', this.slots)
    fields.numbers('values', this.values)
  }
}
