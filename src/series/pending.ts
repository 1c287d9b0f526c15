import type { Fields, Saveable } from '../state/fields.ts'

/**
 * Assigns the slots of a ring to origins, from when their forecasts are issued until the last of them is due: a
 * forecast with lead h is due h steps after its origin. The owner keeps the data of an origin in arrays, with one entry
 * a slot.
 *
 * At each step, get the slots of the origins that are `due`, then `issue` the slot of the new one.
 */
export class Pending implements Saveable {
  readonly #slots: number
  private next = 0
  private issued = 0

  /** @param leads in steps, rising */
  constructor(leads: readonly number[]) {
    this.#slots = leads[leads.length - 1]!
  }

  /** Number of slots: the longest lead. */
  get slots(): number {
    return this.#slots
  }

  /** Number of origins that have a slot. */
  get count(): number {
    return this.issued
  }

  /** @returns the slot of the origin `lead` steps before the one to be issued next; −1 if there was none */
  due(lead: number): number {
    if (lead > this.issued) return -1
    const slot = this.next - lead
    return slot < 0 ? slot + this.#slots : slot
  }

  /** @returns the slot of a new origin, which overwrites that of the oldest */
  issue(): number {
    const slot = this.next
    this.next = slot + 1 === this.#slots ? 0 : slot + 1
    if (this.issued < this.#slots) this.issued++
    return slot
  }

  /** Drops every origin, since steps do not count across a gap. */
  clear(): void {
    this.next = 0
    this.issued = 0
  }

  state(fields: Fields): void {
    fields.same('slots', this.#slots)
    this.next = fields.counter('next', this.next, this.#slots - 1)
    this.issued = fields.counter('count', this.issued, this.#slots)
  }
}
