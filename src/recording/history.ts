import type { Fields, Saveable } from '../state/fields.ts'
import { demandSpec, isCount, specFields } from '../state/spec.ts'
import {
  checkLayout,
  differencesWide,
  exactWide,
  hasShape,
  insideBytes,
  insideWide,
  layoutOf,
  rowBytes,
} from './layout.ts'
import { Ring } from './ring.ts'
import type { Layout } from './wire.ts'
import { type HistoryRow, writeInside, writeNumbers } from './write-row.ts'

/** Bytes to keep, as sent. */
export interface Budget {
  /** Of observations. */
  readonly rows: number
  /** Of inside state. */
  readonly inside: number
}

/** Consecutive observations as they lie in memory, from which a frame is encoded. */
export interface Stretch {
  readonly first: number
  readonly times: Float64Array
  readonly restarts: readonly number[]
  readonly exact: Float64Array
  readonly differences: Float32Array
  readonly insideFirst: number
  readonly inside: Uint8Array
}

const float64s = (length: number) => new Float64Array(length)
const float32s = (length: number) => new Float32Array(length)
const bytes = (length: number) => new Uint8Array(length)

/**
 * The last observations of a run with their forecasts, and for the last of these the inside state, in rings of limited
 * size. Inside state is the largest part and matters least, so it is dropped before its observation. Nothing depends on
 * the clock: the same run gives the same bytes.
 */
export class History implements Saveable {
  /** Null before the first observation. */
  layout: Layout | null = null
  /** Number of observations pushed so far, which is the number of the next one. */
  end = 0
  /** Times forecast by the last observation. */
  ahead: readonly number[] = []

  private budget: number
  private insideBudget: number
  private readonly maxRows: number
  /** Number of the first observation, which is not 0 if those before it were not kept. */
  private since: number
  private times = new Ring(float64s, 1, 2)
  private exact = new Ring(float64s, 0, 2)
  private differences = new Ring(float32s, 0, 2)
  private inside = new Ring(bytes, 0, 2)
  private restarts: number[] = []
  /** Number of the first observation whose inside state can be known. */
  private insideSince = 0

  /**
   * @param budget bytes of observations to keep, as sent, and bytes of inside state to keep besides
   * @param maxRows observations to keep; at least two are kept
   * @param since number of the first observation
   */
  constructor(budget: Budget, maxRows: number, since = 0) {
    this.budget = budget.rows
    this.insideBudget = budget.inside
    this.maxRows = maxRows
    this.since = since
    this.end = since
  }

  /**
   * A history into which a snapshot of another can be restored.
   *
   * @param spec that of the other
   * @param room bytes of the snapshot
   */
  static ofSpec(spec: string, maxRows: number, room: number): History {
    const { layout, end, since, rows: budget, inside } = parseSpec(spec)
    const history = new History({ rows: budget, inside }, maxRows, since)
    if (layout) history.open(layout)
    history.end = end
    const rows = Math.min(end, history.times.capacity)
    const least = layout ? rows * (8 + 8 * exactWide(layout) + 4 * differencesWide(layout)) : 0
    // What is kept of a row has to be in the snapshot, and a layout comes with the first row.
    demandSpec((layout === null) === (end === since) && Math.max(least, layout ? insideWide(layout) : 0) <= room, spec)
    return history
  }

  /**
   * The sizes of the rings and what follows from them, for a history into which a snapshot of this one can be restored.
   */
  get spec(): string {
    const { layout, end, since, budget: rows, insideBudget: inside } = this
    return JSON.stringify({ layout, end, since, rows, inside })
  }

  state(fields: Fields): void {
    const { end } = this
    fields.same('maxRows', this.maxRows)
    this.insideSince = fields.counter('insideSince', this.insideSince)
    this.ahead = Array.from(fields.array('ahead', Float64Array.from(this.ahead)))
    this.restarts = Array.from(fields.array('restarts', Float64Array.from(this.restarts)))
    this.times.state(fields, 'times', end)
    this.exact.state(fields, 'exact', end)
    this.differences.state(fields, 'differences', end)
    this.inside.state(fields, 'inside', end)
  }

  /** Number of the oldest observation kept. */
  get first(): number {
    return Math.max(this.since, this.end - this.times.capacity)
  }

  /** Number of the oldest observation whose inside state is kept. */
  get insideFirst(): number {
    return Math.max(this.first, this.insideSince, this.end - this.inside.capacity)
  }

  /** Keeps less from now on; what a larger budget would have kept is dropped. */
  limit({ rows, inside }: Budget): void {
    const { end, layout } = this
    this.budget = Math.min(this.budget, rows)
    this.insideBudget = Math.min(this.insideBudget, inside)
    if (!layout) return
    const capacity = this.capacityOf(layout)
    if (capacity < this.times.capacity) {
      this.times = this.times.resized(capacity, end)
      this.exact = this.exact.resized(capacity, end)
      this.differences = this.differences.resized(capacity, end)
      this.restarts = this.restarts.filter((row) => row >= this.first)
    }
    const ofInside = this.insideCapacityOf(layout)
    if (ofInside < this.inside.capacity) this.inside = this.inside.resized(ofInside, end)
  }

  /** Keeps so much inside state from now on, in place of what was kept. */
  keepInside(budget: number): void {
    this.insideBudget = budget
    if (this.layout) this.openInside(this.layout)
  }

  /**
   * Copies an observation with its forecasts; `scored.inside` may be overwritten afterwards.
   *
   * @param withInside whether to keep its inside state
   */
  push(scored: HistoryRow, withInside = true): void {
    const inside = withInside ? scored.inside : undefined
    if (this.layout === null) this.open(layoutOf({ ...scored, inside }))
    // Of rows that were known before it may not be known that they are of outcomes.
    else if (!hasShape(this.layout, scored) || (scored.outcomes && !this.layout.outcomes))
      this.beginAgain(layoutOf({ ...scored, inside }))
    // A forecaster shows its inside state once it has started, which can be after the first observation.
    else if (inside && this.layout.experts.length === 0) this.openInside(layoutOf(scored))
    const { end, times } = this
    const slot = times.place(end)
    times.numbers[slot] = scored.observation.time
    if (scored.observation.restart) this.restarts.push(end)
    const exactAt = this.exact.place(end)
    const differencesAt = this.differences.place(end)
    writeNumbers(this.layout!, scored, this.exact.numbers, exactAt, this.differences.numbers, differencesAt)
    const insideAt = this.inside.place(end)
    writeInside(this.layout!, inside, this.inside.numbers, insideAt)
    this.ahead = scored.times
    this.end++
    if (this.restarts[0]! < this.first) this.restarts.shift()
  }

  /** A copy of observations `from` … `to − 1`, which must still be kept, with inside state from `insideFirst` on. */
  stretch(from: number, to: number, insideFirst = this.insideFirst): Stretch {
    const insideFrom = Math.min(to, Math.max(from, insideFirst, this.insideFirst))
    return {
      first: from,
      times: this.times.stretch(from, to),
      restarts: this.restarts.filter((row) => row >= from && row < to),
      exact: this.exact.stretch(from, to),
      differences: this.differences.stretch(from, to),
      insideFirst: insideFrom,
      inside: this.inside.stretch(insideFrom, to),
    }
  }

  /** Forecasts of other leads or levels do not continue those before, which are dropped. */
  private beginAgain(layout: Layout): void {
    this.since = this.end
    this.restarts = []
    this.open(layout)
  }

  private open(layout: Layout): void {
    const capacity = this.capacityOf(layout)
    this.times = new Ring(float64s, 1, capacity)
    this.exact = new Ring(float64s, exactWide(layout), capacity)
    this.differences = new Ring(float32s, differencesWide(layout), capacity)
    this.openInside(layout)
  }

  /** The inside state of earlier observations stays unknown. */
  private openInside(layout: Layout): void {
    this.layout = layout
    this.inside = new Ring(bytes, insideWide(layout), this.insideCapacityOf(layout))
    this.insideSince = this.end
  }

  private capacityOf(layout: Layout): number {
    return Math.max(2, Math.min(this.maxRows, Math.floor(this.budget / rowBytes(layout))))
  }

  private insideCapacityOf(layout: Layout): number {
    return Math.max(2, Math.min(this.maxRows, Math.floor(this.insideBudget / insideBytes(layout))))
  }
}

interface Spec extends Budget {
  readonly layout: Layout | null
  readonly end: number
  readonly since: number
}

function parseSpec(spec: string): Spec {
  const { layout, end, since, rows, inside } = specFields(spec)
  demandSpec(isCount(since) && isCount(end, since) && isCount(rows) && isCount(inside), spec)
  if (layout !== null) checkLayout(layout)
  return { layout, end, since, rows, inside }
}
