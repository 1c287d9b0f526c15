import { baseRate } from '../scores/outcome-losses.ts'
import type { Scored } from '../series/scored.ts'

/** The base rates of outcomes as known at the last origins, by channel and lead, up to the longest lead ago. */
export class BaseRates {
  private readonly longest: number
  /** Number of classes of each channel; 2 of a yes-or-no question. */
  private readonly classes: readonly number[]
  private readonly seen: Float64Array
  private readonly happened: Float64Array
  private known: Float64Array[] = []

  constructor({ leads, outcomes, values }: Scored) {
    const { groups } = outcomes!
    this.longest = leads.at(-1)!
    this.classes = groups.map((group) => Math.max(2, groups.filter((one) => one === group).length))
    this.seen = new Float64Array(values.length)
    this.happened = new Float64Array(values.length)
  }

  /** Learns what has happened at an observation. */
  add({ actuals, leads, observation }: Scored): void {
    const { classes, happened, known, longest, seen } = this
    const cells = seen.map((_, at) => actuals?.[at] ?? observation.values[Math.floor(at / leads.length)]!)
    for (const [at, label] of cells.entries()) {
      if (Number.isNaN(label)) continue
      seen[at]! += 1
      happened[at]! += label
    }
    known.push(seen.map((count, at) => baseRate(happened[at]!, count, classes[Math.floor(at / leads.length)]!)))
    if (known.length > longest) known.shift()
  }

  /** The base rate of a channel and lead as known some observations ago, which are counted before the newest is added. */
  at(ago: number, cell: number): number {
    return this.known.at(-ago)?.[cell] ?? Number.NaN
  }

  /** Forgets the origins: after a gap steps cannot be counted. */
  restart(): void {
    this.known = []
  }
}
