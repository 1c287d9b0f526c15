import type { Inside } from '../series/forecast.ts'
import type { Scored } from '../series/scored.ts'
import { writeShares, writeSigned } from './byte.ts'
import {
  cellAt,
  cellParts,
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

/** Observations in a row, as they lie in memory: what a frame is encoded from. */
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
 * The last observations of a run with their forecasts, and of the last of these what went on inside, in rings bounded in bytes. What goes on
 * inside takes the most room and is missed the least: an observation outlasts its own. Nothing here depends on the clock: the same run leaves
 * the same bytes.
 */
export class History {
  /** Known from the first observation on. */
  layout: Layout | null = null
  /** Number of observations ever pushed: the next one has this number. */
  end = 0
  /** Times forecast by the last observation. */
  ahead: readonly number[] = []

  private readonly budget: number
  private readonly most: number
  private times = new Ring(float64s, 1, 2)
  private exact = new Ring(float64s, 0, 2)
  private differences = new Ring(float32s, 0, 2)
  private inside = new Ring(bytes, 0, 2)
  private restarts: number[] = []
  /** Number of the first observation whose inside may be known. */
  private insideSince = 0

  /** At most `budget` bytes, as they are sent, of observations and as many of what went on inside; at most `most` observations; two always are. */
  constructor(budget: number, most: number) {
    this.budget = budget
    this.most = most
  }

  /** Number of the oldest observation still kept. */
  get first(): number {
    return Math.max(0, this.end - this.times.capacity)
  }

  /** Number of the oldest one whose inside is still kept. */
  get insideFirst(): number {
    return Math.max(this.first, this.insideSince, this.end - this.inside.capacity)
  }

  /** Copies what there is to see; `scored.inside` may be overwritten afterwards. */
  push(scored: Scored): void {
    if (this.layout === null) this.open(layoutOf(scored))
    // A forecaster shows its inside once it has begun, which may be later than its first observation.
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

  /** Observations `from` … `to − 1`, copied out, with their inside from `insideFirst` on. They must be kept still. */
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
    const capacity = Math.max(2, Math.min(this.most, Math.floor(this.budget / rowBytes(layout))))
    this.times = new Ring(float64s, 1, capacity)
    this.exact = new Ring(float64s, exactWide(layout), capacity)
    this.differences = new Ring(float32s, differencesWide(layout), capacity)
    this.openInside(layout)
  }

  /** Of the observations so far it stays unknown. */
  private openInside(layout: Layout): void {
    this.layout = layout
    const capacity = Math.max(2, Math.min(this.most, Math.floor(this.budget / insideBytes(layout))))
    this.inside = new Ring(bytes, insideWide(layout), capacity)
    this.insideSince = this.end
  }

  private writeNumbers({ observation, values, lower, upper }: Scored): void {
    const { channels, leads, levels } = this.layout!
    const exactAt = this.exact.place(this.end)
    const { numbers: exact } = this.exact
    let to = this.differences.place(this.end)
    const { numbers } = this.differences
    for (let channel = 0; channel < channels; channel++) {
      const actual = observation.values[channel]!
      const said = values[channel * leads.length]!
      // Where nothing was observed the forecasts are near each other still.
      exact[exactAt + channel] = actual
      exact[exactAt + channels + channel] = Number.isFinite(actual) ? actual : Number.isFinite(said) ? said : 0
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
      const cell = cells[index]!
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
