import type { Inside } from '../series/forecast.ts'
import type { ScoredData } from '../series/scored.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { demandSpec, isCount, specFields } from '../state/spec.ts'
import { writeShares, writeSigned } from './byte.ts'
import {
  cellAt,
  cellParts,
  checkLayout,
  differencesWide,
  exactWide,
  insideBytes,
  insideWide,
  layoutOf,
  rowBytes,
  weightsAt,
} from './layout.ts'
import { Ring } from './ring.ts'
import type { Layout } from './wire.ts'

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

  private readonly budget: number
  private readonly maxRows: number
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
   * @param spec of the history whose snapshot will be restored
   * @param room bytes of that snapshot
   */
  constructor(budget: number, maxRows: number, spec?: string, room = Number.POSITIVE_INFINITY) {
    this.budget = budget
    this.maxRows = maxRows
    if (spec === undefined) return
    const { layout, end } = parseSpec(spec)
    if (layout) this.open(layout)
    this.end = end
    const rows = Math.min(end, this.times.capacity)
    const least = layout ? rows * (8 + 8 * exactWide(layout) + 4 * differencesWide(layout)) : 0
    // What is kept of a row has to be in the snapshot, and a layout comes with the first row.
    demandSpec((layout === null) === (end === 0) && Math.max(least, layout ? insideWide(layout) : 0) <= room, spec)
  }

  /**
   * The sizes of the rings and what follows from them, for a history into which a snapshot of this one can be restored.
   */
  get spec(): string {
    const { layout, end } = this
    return JSON.stringify({ layout, end })
  }

  state(fields: Fields): void {
    const { end } = this
    fields.same('budget', this.budget)
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
    return Math.max(0, this.end - this.times.capacity)
  }

  /** Number of the oldest observation whose inside state is kept. */
  get insideFirst(): number {
    return Math.max(this.first, this.insideSince, this.end - this.inside.capacity)
  }

  /** Copies an observation with its forecasts; `scored.inside` may be overwritten afterwards. */
  push(scored: ScoredData): void {
    if (this.layout === null) this.open(layoutOf(scored))
    // A forecaster shows its inside state once it has started, which can be after the first observation.
    else if (scored.inside && this.layout.experts.length === 0) this.openInside(layoutOf(scored))
    const { end, times } = this
    const slot = times.place(end)
    times.numbers[slot] = scored.observation.time
    if (scored.observation.restart) this.restarts.push(end)
    this.writeNumbers(scored)
    this.writeInside(scored.inside)
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

  private open(layout: Layout): void {
    const capacity = Math.max(2, Math.min(this.maxRows, Math.floor(this.budget / rowBytes(layout))))
    this.times = new Ring(float64s, 1, capacity)
    this.exact = new Ring(float64s, exactWide(layout), capacity)
    this.differences = new Ring(float32s, differencesWide(layout), capacity)
    this.openInside(layout)
  }

  /** The inside state of earlier observations stays unknown. */
  private openInside(layout: Layout): void {
    this.layout = layout
    const capacity = Math.max(2, Math.min(this.maxRows, Math.floor(this.budget / insideBytes(layout))))
    this.inside = new Ring(bytes, insideWide(layout), capacity)
    this.insideSince = this.end
  }

  private writeNumbers({ observation, values, lower, upper }: ScoredData): void {
    const { channels, leads, levels } = this.layout!
    const exactAt = this.exact.place(this.end)
    const { numbers: exact } = this.exact
    let to = this.differences.place(this.end)
    const { numbers } = this.differences
    for (let channel = 0; channel < channels; channel++) {
      const actual = observation.values[channel]!
      const nearest = values[channel * leads.length]!
      // The base is the value; if that is missing, the first forecast, as forecasts are close to each other.
      exact[exactAt + channel] = actual
      exact[exactAt + channels + channel] = Number.isFinite(actual) ? actual : Number.isFinite(nearest) ? nearest : 0
    }
    for (let at = -1; at < 2 * levels.length; at++) {
      const from = at < 0 ? values : (at % 2 === 0 ? lower : upper)[at >> 1]!
      for (let channel = 0; channel < channels; channel++) {
        const base = exact[exactAt + channels + channel]!
        for (let lead = 0; lead < leads.length; lead++) numbers[to++] = from[channel * leads.length + lead]! - base
      }
    }
  }

  private writeInside(inside: Inside | undefined): void {
    const layout = this.layout!
    const at = this.inside.place(this.end)
    const { numbers, width } = this.inside
    numbers[at] = inside ? 1 : 0
    if (!inside) {
      numbers.fill(0, at + 1, at + width)
      return
    }
    const { weights, cells } = inside
    writeShares(weights, numbers, at + weightsAt)
    for (let index = 0; index < layout.cells.length; index++) {
      const cell = cells[index]
      // A layout from a snapshot can have more.
      if (cell === undefined) break
      let to = at + cellAt(layout, index)
      for (const part of cellParts) {
        const from = cell[part]
        const write = part === 'input' || part === 'forget' || part === 'output' ? writeShares : writeSigned
        write(from, numbers, to)
        to += from.length
      }
    }
  }
}

function parseSpec(spec: string): { readonly layout: Layout | null; readonly end: number } {
  const { layout, end } = specFields(spec)
  demandSpec(isCount(end), spec)
  if (layout !== null) checkLayout(layout)
  return { layout, end }
}
