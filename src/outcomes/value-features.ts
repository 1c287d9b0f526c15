import { FrozenScale } from '../experts/frozen-scale.ts'
import { Recent } from '../series/recent.ts'
import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { log } from '../stats/elementary.ts'
import { clip, type Features } from './features.ts'
import type { OutcomeInput } from './outcome-expert.ts'

/** Values whose mean size is the unit of the column. */
const unitRows = 30
/** Share of the newest change in the recent sizes of changes: half-lives of about 5 and 20 values. */
const shares = [0.138, 0.0345]
const ownWidth = 5 + shares.length

/**
 * Of the outcome's own column, unless it holds classes: its level as sign · log(1 + size), standardised, and as changes
 * since the two values before; the last change and its size in usual ones, and how large changes have been of late. Of
 * each other column: level and last change, standardised.
 */
export class ValueFeatures implements Features {
  readonly width: number
  readonly #column: number
  readonly #numeric: boolean
  private values = 0
  private unit = 0
  private readonly levels = new Recent(1, 3)
  private last = Number.NaN
  private readonly level = new FrozenScale()
  /** Mean sizes of the changes: of all, and of the recent ones. */
  private readonly sizes = zeros(1 + shares.length)
  private readonly others: readonly FrozenScale[]
  private readonly changes: readonly FrozenScale[]
  private readonly before: Float64Array

  /**
   * @param columns how many there are
   * @param column position of the outcome's own
   * @param numeric whether that holds numbers, not classes
   */
  constructor(columns: number, column: number, numeric: boolean) {
    this.#column = column
    this.#numeric = numeric
    this.width = (numeric ? ownWidth : 0) + 2 * (columns - 1)
    const each = () => Array.from({ length: columns - 1 }, () => new FrozenScale())
    this.others = each()
    this.changes = each()
    this.before = zeros(columns - 1).fill(Number.NaN)
  }

  next({ missing, values }: OutcomeInput, out: Float64Array, from: number): void {
    let at = from
    if (this.#numeric) at = this.#own(missing[this.#column] === 1 ? Number.NaN : values[this.#column]!, out, at)
    for (let k = 0; k < this.before.length; k++) {
      const column = k < this.#column ? k : k + 1
      const value = missing[column] === 1 ? Number.NaN : values[column]!
      const before = this.before[k]!
      if (!Number.isNaN(value)) this.before[k] = value
      const change = value - before
      out[at++] = Number.isNaN(this.before[k]!) ? 0 : clip(this.others[k]!.next(this.before[k]!, Number.isNaN(value)))
      out[at++] = Number.isNaN(change) ? 0 : clip(this.changes[k]!.next(change))
    }
  }

  /** @param value NaN if it is missing: the level then stays */
  #own(value: number, out: Float64Array, from: number): number {
    const { levels, sizes } = this
    const missing = Number.isNaN(value)
    const change = missing || Number.isNaN(this.last) ? 0 : value - this.last
    if (!missing) {
      this.last = value
      this.values++
      const equal = 1 / this.values
      if (this.values <= unitRows || this.unit === 0) this.unit += (Math.abs(value) - this.unit) * equal
      for (let k = 0; k < sizes.length; k++)
        sizes[k]! += (Math.abs(change) - sizes[k]!) * Math.max(equal, k === 0 ? 0 : shares[k - 1]!)
    }
    const shown = Number.isNaN(this.last) ? 0 : this.last
    const level = Math.sign(shown) * log(1 + Math.abs(shown) / (this.unit || 1))
    levels.push([level])
    const usual = sizes[0]!
    let at = from
    out[at++] = clip(this.level.next(level, missing))
    out[at++] = clip(levels.ago(1, 0) - level)
    out[at++] = clip(levels.ago(2, 0) - level)
    out[at++] = usual > 0 ? clip(change / usual / 2) : 0
    out[at++] = usual > 0 ? clip(Math.abs(change) / usual / 2) : 0
    for (let k = 1; k < sizes.length; k++) out[at++] = usual > 0 ? clip(log(0.05 + sizes[k]! / usual)) : 0
    return at
  }

  state(fields: Fields): void {
    this.values = fields.counter('values', this.values)
    this.unit = fields.number('unit', this.unit)
    fields.part('levels', this.levels)
    this.last = fields.number('last', this.last)
    fields.part('level', this.level)
    fields.numbers('sizes', this.sizes)
    fields.parts('others', this.others)
    fields.parts('changes', this.changes)
    fields.numbers('before', this.before)
  }
}
