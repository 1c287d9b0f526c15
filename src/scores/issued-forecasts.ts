import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'

/** Forecasts and intervals that are not yet due. Entry `at` of an origin is channel × leads.length + i. */
export class IssuedForecasts implements Saveable {
  private readonly pending: Pending
  private readonly size: number
  private readonly width: number
  /** Shape [slots × (1 + 2 levels) × size]: the forecasts, then for each level the lower and the upper ends. */
  private readonly numbers: Float64Array
  /** 1 for origins that are scored. */
  private readonly counted: Uint8Array

  /** @param size channels × leads */
  constructor(size: number, leads: readonly number[], levels: number) {
    this.pending = new Pending(leads)
    this.size = size
    this.width = size * (1 + 2 * levels)
    this.numbers = zeros(this.pending.slots * this.width)
    this.counted = new Uint8Array(this.pending.slots)
  }

  /** @returns the slot of the origin `lead` steps before the next one, for the methods below; −1 if there is none */
  due(lead: number): number {
    return this.pending.due(lead)
  }

  isCounted(slot: number): boolean {
    return this.counted[slot] === 1
  }

  value(slot: number, at: number): number {
    return this.numbers[slot * this.width + at]!
  }

  lower(slot: number, level: number, at: number): number {
    return this.numbers[slot * this.width + (1 + 2 * level) * this.size + at]!
  }

  upper(slot: number, level: number, at: number): number {
    return this.numbers[slot * this.width + (2 + 2 * level) * this.size + at]!
  }

  /**
   * Keeps a copy of new forecasts.
   *
   * @param values shape [size]
   * @param lower shape [size] for each level
   * @param upper shape [size] for each level
   * @param counted whether they will be scored
   */
  issue(values: Float64Array, lower: readonly Float64Array[], upper: readonly Float64Array[], counted: boolean): void {
    const slot = this.pending.issue()
    const at = slot * this.width
    this.counted[slot] = counted ? 1 : 0
    this.numbers.set(values, at)
    for (let level = 0; level < lower.length; level++) {
      this.numbers.set(lower[level]!, at + (1 + 2 * level) * this.size)
      this.numbers.set(upper[level]!, at + (2 + 2 * level) * this.size)
    }
  }

  clear(): void {
    this.pending.clear()
  }

  state(fields: Fields): void {
    fields.part('pending', this.pending)
    fields.numbers('numbers', this.numbers)
    fields.numbers('counted', this.counted)
  }
}
