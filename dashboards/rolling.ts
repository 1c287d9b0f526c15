import type { Layout } from '../src/server/wire.ts'
import type { RunStore } from './run-store.ts'

export interface Score {
  readonly count: number
  readonly mae: number
  /** 1 − MAE ÷ MAE of persistence. */
  readonly skill: number
  /** One a level. */
  readonly coverage: readonly number[]
}

export function residual(store: RunStore, row: number, channel: number, lead: number): number {
  const origin = store.originOf(row, lead)
  return origin < 0 ? Number.NaN : store.actual(row, channel) - store.forecast(origin, channel, lead)
}

/** True when the actual value fell outside the widest interval issued for it. */
export function outside(store: RunStore, row: number, channel: number, lead: number): boolean {
  const { levels } = store.layout!
  const origin = store.originOf(row, lead)
  if (origin < 0 || levels.length === 0) return false
  const widest = levels.indexOf(Math.max(...levels))
  const actual = store.actual(row, channel)
  return actual < store.lower(origin, channel, lead, widest) || actual > store.upper(origin, channel, lead, widest)
}

/** Where in an entry the sums stand: of |error|, of that of persistence, how many were scored, how many had intervals; then how many were inside, one a level. */
const [error, persistence, scored, bounded, inside] = [0, 1, 2, 3, 4]

/** Errors of one channel at one lead as running sums, an entry a row: any stretch of rows is scored by two look-ups, and a new row costs one entry. */
export class RunningErrors {
  private readonly store: RunStore
  private channel = -1
  private lead = -1
  private layout: Layout | null = null
  private width = 0
  /** The row after the first entry, which is before any sum. */
  private first = 0
  private next = 0
  private sums = new Float64Array(0)

  constructor(store: RunStore) {
    this.store = store
  }

  /** Takes in what has come since; begins anew where something else is asked for, or rows were missed. */
  of(channel: number, lead: number): this {
    const { layout, first, end } = this.store
    // A run that begins anew brings a layout of its own.
    const same = channel === this.channel && lead === this.lead && layout === this.layout
    if (!same || this.next < first || this.next > end) {
      Object.assign(this, { channel, lead, layout, first, next: first })
      this.width = inside + layout!.levels.length
      this.sums.fill(0, 0, this.width)
    }
    this.makeRoom()
    for (; this.next < end; this.next++) this.add(this.next)
    return this
  }

  /** Scores over the `over` rows up to and with `row`; NaN where fewer than a few were scored. */
  at(row: number, over: number): Score {
    const to = (row - this.first + 1) * this.width
    const from = Math.max(0, to - over * this.width)
    const between = (sum: number) => this.sums[to + sum]! - this.sums[from + sum]!
    const count = between(scored)
    const mae = count >= Math.min(over, 5) ? between(error) / count : Number.NaN
    return {
      count,
      mae,
      skill: 1 - mae / (between(persistence) / count),
      coverage: this.layout!.levels.map((_, level) =>
        between(bounded) >= 5 ? between(inside + level) / between(bounded) : Number.NaN,
      ),
    }
  }

  private add(row: number): void {
    const { store, channel, lead, sums, width } = this
    const at = (row - this.first + 1) * width
    sums.copyWithin(at, at - width, at)
    const origin = store.originOf(row, lead)
    if (origin < 0) return
    const actual = store.actual(row, channel)
    const missed = Math.abs(actual - store.forecast(origin, channel, lead))
    const naive = Math.abs(actual - store.actual(origin, channel))
    if (!Number.isFinite(missed) || !Number.isFinite(naive)) return
    sums[at + error]! += missed
    sums[at + persistence]! += naive
    sums[at + scored]!++
    if (width === inside || !Number.isFinite(store.lower(origin, channel, lead, 0))) return
    sums[at + bounded]!++
    for (let level = 0; level < width - inside; level++) {
      const low = store.lower(origin, channel, lead, level)
      if (low <= actual && actual <= store.upper(origin, channel, lead, level)) sums[at + inside + level]!++
    }
  }

  /** Room for every row to come: rows the store has let go make way, and where there is still too little it doubles. */
  private makeRoom(): void {
    const { width, store } = this
    const needed = (store.end - this.first + 1) * width
    if (needed <= this.sums.length) return
    const gone = store.first - this.first
    const entries = this.next - this.first + 1
    const kept = this.sums.subarray(gone * width, entries * width)
    const room = 2 * (store.end - store.first + 1) * width
    const sums = room > this.sums.length ? new Float64Array(room) : this.sums
    sums.set(kept)
    this.sums = sums
    this.first = store.first
  }
}
