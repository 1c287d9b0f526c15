import type { KnownWorth } from '../series/known-worth.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'

/** Sums besides those without one column: count, all, none. */
const common = 3

/** Sums up the errors of forecasts with all columns known ahead, with none, and with all but one, by group of leads. */
export class WorthSums implements Saveable {
  readonly #leads: readonly number[]
  readonly #known: number
  /** The group of each lead. */
  readonly #groups: readonly number[]
  readonly #channels: number
  /** Shape [channels × groups × (3 + known)]. */
  private readonly sums: Float64Array

  constructor(channels: number, known: number, leads: readonly number[]) {
    this.#channels = channels
    this.#known = known
    this.#leads = leads
    this.#groups = groupsOf(leads)
    this.sums = zeros(channels * this.#count * (common + known))
  }

  get #count(): number {
    return this.#groups[this.#groups.length - 1]! + 1
  }

  /**
   * @param i index of the lead
   * @param errors absolute errors: with all columns, with none, then without each
   */
  add(channel: number, i: number, errors: ArrayLike<number>): void {
    const from = (channel * this.#count + this.#groups[i]!) * (common + this.#known)
    this.sums[from]!++
    for (let k = 0; k < common - 1 + this.#known; k++) this.sums[from + 1 + k]! += errors[k]!
  }

  /** By channel and group of leads; only those with targets. */
  get worth(): KnownWorth[] {
    const width = common + this.#known
    const table: KnownWorth[] = []
    for (let channel = 0; channel < this.#channels; channel++) {
      for (let group = 0; group < this.#count; group++) {
        const [count, withAll, withNone, ...without] = this.sums.subarray((channel * this.#count + group) * width)
        const leads = this.#leads.filter((_, i) => this.#groups[i] === group)
        if (!(count! > 0)) continue
        table.push({
          channel,
          from: leads[0]!,
          to: leads[leads.length - 1]!,
          count: count!,
          withAll: withAll! / count!,
          withNone: withNone! / count!,
          without: without.slice(0, this.#known).map((sum) => sum / count!),
        })
      }
    }
    return table
  }

  state(fields: Fields): void {
    fields.numbers('sums', this.sums)
  }
}

/** Up to three groups: the first lead, those up to the square root of the last, and the others. */
function groupsOf(leads: readonly number[]): readonly number[] {
  const middle = Math.ceil(Math.sqrt(leads[leads.length - 1]!))
  const kinds = leads.map((lead, i) => (i === 0 ? 0 : lead <= middle ? 1 : 2))
  const there = [...new Set(kinds)]
  return kinds.map((kind) => there.indexOf(kind))
}
