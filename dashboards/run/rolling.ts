import type { Layout } from '../../src/recording/wire.ts'
import { coverage } from '../../src/scores/coverage.ts'
import { ErrorSums } from '../../src/scores/error-sums.ts'
import { mae } from '../../src/scores/mae.ts'
import { skill } from '../../src/scores/skill.ts'
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

/** Whether the target of any forecast at this lead can have arrived. */
export const anyDue = ({ first, end, layout }: RunStore, lead: number): boolean => end - first > layout!.leads[lead]!

/** Whether the actual value fell outside the widest interval forecast for it. */
export function outside(store: RunStore, row: number, channel: number, lead: number): boolean {
  const { levels } = store.layout!
  const origin = store.originOf(row, lead)
  if (origin < 0 || levels.length === 0) return false
  const widest = levels.indexOf(Math.max(...levels))
  const actual = store.actual(row, channel)
  return actual < store.lower(origin, channel, lead, widest) || actual > store.upper(origin, channel, lead, widest)
}

/** Fewer forecasts or intervals than this are not scored. */
const fewest = 5

/**
 * Errors of one channel at one lead as a running total, a cell a row: the scores of any stretch of rows are a
 * difference of two cells, and a new row costs one cell.
 */
export class RunningErrors {
  private readonly store: RunStore
  private channel = -1
  private lead = -1
  private layout: Layout | null = null
  /** The row of the second cell; the first one holds the total before it. */
  private first = 0
  private next = 0
  private totals = new ErrorSums(0, [])
  private stretch = new ErrorSums(1, [])

  constructor(store: RunStore) {
    this.store = store
  }

  /**
   * Adds the rows that have come since. Starts over for another channel or lead, another run, or after rows that were
   * missed.
   */
  of(channel: number, lead: number): this {
    const { layout, first, end } = this.store
    // A run that starts over has a new layout.
    const same = channel === this.channel && lead === this.lead && layout === this.layout
    if (!same || this.next < first || this.next > end) {
      if (layout !== this.layout) {
        this.totals = new ErrorSums(0, layout!.levels)
        this.stretch = new ErrorSums(1, layout!.levels)
      }
      Object.assign(this, { channel, lead, layout, first, next: first })
      this.totals.clear()
    }
    this.makeRoom()
    for (; this.next < end; this.next++) this.add(this.next)
    return this
  }

  /** Scores of the `over` rows up to and including `row`; NaN for those with too few forecasts. */
  at(row: number, over: number): Score {
    const { stretch } = this
    const to = row - this.first + 1
    stretch.between(this.totals, Math.max(0, to - over), to)
    const count = stretch.get(0, 'count')
    const enough = count >= Math.min(over, fewest)
    return {
      count,
      mae: enough ? mae(stretch, 0) : Number.NaN,
      skill: enough ? skill(stretch.get(0, 'besidePersistence'), stretch.get(0, 'persistence')) : Number.NaN,
      coverage: stretch.levels.map((_, level) =>
        stretch.ofLevel(0, level, 'intervals') >= fewest ? coverage(stretch, 0, level) : Number.NaN,
      ),
    }
  }

  private add(row: number): void {
    const { store, channel, lead, totals } = this
    const cell = row - this.first + 1
    totals.copy(cell - 1, cell)
    const origin = store.originOf(row, lead)
    if (origin < 0) return
    const actual = store.actual(row, channel)
    const error = actual - store.forecast(origin, channel, lead)
    const persistence = actual - store.actual(origin, channel)
    if (!Number.isFinite(error) || !Number.isFinite(persistence)) return
    totals.add(cell, error)
    totals.addPersistence(cell, error, persistence)
    for (let level = 0; level < totals.levels.length; level++) {
      const lower = store.lower(origin, channel, lead, level)
      totals.addInterval(cell, level, actual, lower, store.upper(origin, channel, lead, level))
    }
  }

  /**
   * Drops the cells of rows that the store has let go when there is no room left, and doubles the room if that is not
   * enough.
   */
  private makeRoom(): void {
    const { store, totals } = this
    const needed = store.end - this.first + 2
    if (needed <= totals.cells) return
    const gone = store.first - this.first
    const kept = totals.numbers.subarray(gone * totals.width, (this.next - this.first + 1) * totals.width)
    const room = 2 * (store.end - store.first + 1)
    if (room > totals.cells) this.totals = new ErrorSums(room, totals.levels)
    this.totals.numbers.set(kept)
    this.first = store.first
  }
}
