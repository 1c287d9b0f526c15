import type { Fields, Saveable } from '../state/fields.ts'
import { log } from '../stats/elementary.ts'

/** Rows with the same value that are noticed, at least. */
const least = 8
/** Changes before that are needed to know what is usual. */
const leastChanges = 5
/** How many times as long as ever before. */
const longer = 2
/** Logarithm of the probability of that many equal values in a row, if each was as probable as before. */
const improbable = -16

/** Whether a value stays the same for longer than is plausible, as that of a sensor that hangs. */
export class Sameness implements Saveable {
  private value = Number.NaN
  /** Rows since the value changed, and the longest such time before. */
  private equal = 0
  private longest = 0
  /** How often the value stayed the same from one row to the next, and how often it changed. */
  private equals = 0
  private changes = 0

  state(fields: Fields): void {
    this.value = fields.number('value', this.value)
    this.equal = fields.counter('equal', this.equal)
    this.longest = fields.counter('longest', this.longest)
    this.equals = fields.counter('equals', this.equals)
    this.changes = fields.counter('changes', this.changes)
  }

  /** @param value NaN is left out */
  push(value: number): void {
    if (!Number.isFinite(value)) return
    if (value === this.value) {
      this.equal++
      this.equals++
      return
    }
    if (!Number.isNaN(this.value)) this.changes++
    this.longest = Math.max(this.longest, this.equal)
    this.equal = 0
    this.value = value
  }

  /** How many times as long as is plausible it has been the same; 0 if that is plausible. */
  get longFor(): number {
    const most = Math.max(least, longer * this.longest + 1)
    if (this.equal < most || this.changes < leastChanges) return 0
    const before = this.equals - this.equal
    const usual = (before + 1) / (before + this.changes + 2)
    return this.equal * log(usual) < improbable ? this.equal / most : 0
  }

  get sentence(): string {
    return `${this.value} for ${this.equal + 1} rows in a row; before, for ${this.longest + 1} at most`
  }
}
