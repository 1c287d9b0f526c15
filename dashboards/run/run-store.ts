import {
  differencesWide,
  exactWide,
  insideWide,
  labelsAt,
  lowerAt,
  maxMarks,
  maxRows,
} from '../../src/recording/layout.ts'
import type { DecodedFrame, Frame, Layout, Mark, Recording, Run, Status } from '../../src/recording/wire.ts'
import type { Holiday } from '../../src/time/holiday-days.ts'
import { type Zone, zoneOf } from '../../src/time/zone.ts'
import { bytesOf, float32sOf, float64sOf } from './base64.ts'
import { Breaks } from './breaks.ts'
import { Grain } from './grain.ts'

type Numbers = Float64Array | Float32Array | Uint8Array | Int32Array

/**
 * The last 20,000 observations, with their numbers in the run. Rows are appended to typed arrays of twice that length
 * and moved to the beginning when these are full, so that they are always contiguous.
 */
export class RunStore {
  run: Run | null = null
  layout: Layout | null = null
  /** The zone of the times; undefined for UTC. */
  zone: Zone | undefined
  status: Status | null = null
  marks: Mark[] = []
  /** The public holidays until the last time forecast, the earliest first. */
  holidays: Holiday[] = []
  /** Grows with every change, so that results computed from the store can be kept until it differs. */
  version = 0
  /** Number of the first row kept, and of the row to come. */
  first = 0
  end = 0
  /** Number of the first row with inside state. */
  insideFirst = 0
  /** Times forecast by the last row; NaN if unknown. */
  ahead: number[] = []
  /** Rows that were missed because this page was too slow. */
  skipped = 0
  readonly breaks = new Breaks(this)
  readonly grain = new Grain(this)

  private base = 0
  private times = new Float64Array(0)
  private exact = new Float64Array(0)
  private differences = new Float32Array(0)
  private inside = new Uint8Array(0)
  private sinceRestart = new Int32Array(0)
  private exactWidth = 0
  private differencesWidth = 0
  private insideWidth = 0

  /** A run begins, or continues after rows that were missed. */
  begin(run: Run): void {
    const same = this.run !== null && this.run.id === run.id
    if (same && run.first > this.end) this.skipped += run.first - this.end
    const continues = same && run.first === this.end && JSON.stringify(run.layout) === JSON.stringify(this.layout)
    this.run = run
    this.zone = run.zone === undefined ? undefined : zoneOf(run.zone)
    if (!continues && run.layout) this.open(run.layout, run.first)
    if (!continues && !run.layout) this.layout = null
    if (!same) {
      this.marks = []
      this.holidays = []
      this.status = null
      this.skipped = 0
    }
    this.version++
  }

  load({ run, frame, marks, status }: Recording): void {
    this.begin(run)
    if (frame) this.append(frame)
    this.note(marks)
    this.tell(status)
  }

  append(frame: Frame): void {
    this.appendDecoded({
      ...frame,
      exact: float64sOf(frame.exact),
      differences: float32sOf(frame.differences),
      inside: bytesOf(frame.inside),
    })
  }

  /** Appends the rows of a frame that are not known yet. */
  appendDecoded(frame: DecodedFrame): void {
    if (!this.layout || frame.first > this.end) return
    const known = this.end - frame.first
    if (this.end === this.first) this.insideFirst = frame.insideFirst
    const restarts = new Set(frame.restarts)
    const put = <T extends Numbers>(from: T, i: number, to: T, slot: number, width: number) =>
      i < 0
        ? to.fill(0, slot * width, (slot + 1) * width)
        : to.set(from.subarray(i * width, (i + 1) * width), slot * width)
    for (let i = known; i < frame.times.length; i++) {
      const slot = this.slotForNext()
      this.times[slot] = frame.times[i]!
      put(frame.exact, i, this.exact, slot, this.exactWidth)
      put(frame.differences, i, this.differences, slot, this.differencesWidth)
      put(frame.inside, this.end - frame.insideFirst, this.inside, slot, this.insideWidth)
      this.sinceRestart[slot] = restarts.has(this.end) || slot === 0 ? 0 : this.sinceRestart[slot - 1]! + 1
      this.end++
      if (this.end - this.first > maxRows) this.first = this.end - maxRows
    }
    const last = this.holidays.at(-1)?.from ?? Number.NEGATIVE_INFINITY
    this.holidays.push(...(frame.holidays ?? []).filter(({ from }) => from > last))
    this.ahead = frame.ahead.map((time) => time ?? Number.NaN)
    this.version++
  }

  note(marks: readonly Mark[]): void {
    this.marks = [...this.marks, ...marks].slice(-maxMarks)
    this.version++
  }

  tell(status: Status): void {
    this.status = status
    this.version++
  }

  time(row: number): number {
    return this.times[row - this.base]!
  }

  actual(row: number, channel: number): number {
    return this.exact[(row - this.base) * this.exactWidth + channel]!
  }

  /** The base to which the forecasts made at `row` were sent as differences, which limits their precision. */
  forecastBase(row: number, channel: number): number {
    return this.exact[(row - this.base) * this.exactWidth + this.layout!.channels + channel]!
  }

  /** The forecast made at row `row` for lead index `lead`. */
  forecast(row: number, channel: number, lead: number): number {
    return this.fromBase(row, channel, lead, 0)
  }

  lower(row: number, channel: number, lead: number, level: number): number {
    return this.fromBase(row, channel, lead, lowerAt(this.layout!, level))
  }

  upper(row: number, channel: number, lead: number, level: number): number {
    const layout = this.layout!
    return this.fromBase(row, channel, lead, lowerAt(layout, level) + layout.channels * layout.leads.length)
  }

  /** What had happened at `row` of an outcome, as asked at lead index `lead`: 0 or 1; NaN if it is unknown. */
  label(row: number, channel: number, lead: number): number {
    const at = labelsAt(this.layout!) + channel * this.layout!.leads.length + lead
    return this.differences[(row - this.base) * this.differencesWidth + at]!
  }

  /** The row whose forecast at lead index `lead` was for this row; −1 if there is none. */
  originOf(row: number, lead: number): number {
    const steps = this.layout!.leads[lead]!
    return this.reaches(row, steps) ? row - steps : -1
  }

  /** Whether the row `steps` before is kept, with no restart in between. */
  reaches(row: number, steps: number): boolean {
    return row - steps >= this.first && this.sinceRestart[row - this.base]! >= steps
  }

  /** Whether this is the first row after a gap too long to fill. */
  restarts(row: number): boolean {
    return this.sinceRestart[row - this.base] === 0
  }

  /** A byte of inside state at its index in the layout; −1 if unknown. */
  byte(row: number, at: number): number {
    const from = (row - this.base) * this.insideWidth
    return this.inside[from] === 0 ? -1 : this.inside[from + at]!
  }

  /** The first row at or after `time`; `end` if there is none. */
  rowAt(time: number): number {
    let low = this.first
    let high = this.end
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.time(middle) < time) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The row nearest in time, up to `last`. */
  nearestRow(time: number, last: number): number {
    const row = Math.min(this.rowAt(time), last)
    return row > this.first && time - this.time(row - 1) < this.time(row) - time ? row - 1 : row
  }

  private fromBase(row: number, channel: number, lead: number, at: number): number {
    const difference =
      this.differences[(row - this.base) * this.differencesWidth + at + channel * this.layout!.leads.length + lead]!
    return this.forecastBase(row, channel) + difference
  }

  private open(layout: Layout, first: number): void {
    this.layout = layout
    this.exactWidth = exactWide(layout)
    this.differencesWidth = differencesWide(layout)
    this.insideWidth = insideWide(layout)
    this.base = first
    this.first = first
    this.end = first
    this.resize(1024)
  }

  private slotForNext(): number {
    const slot = this.end - this.base
    if (slot < this.times.length) return slot
    if (slot < 2 * maxRows) {
      this.resize(Math.min(2 * maxRows, slot * 2))
      return slot
    }
    const keep = this.first - this.base
    this.times.copyWithin(0, keep)
    this.exact.copyWithin(0, keep * this.exactWidth)
    this.differences.copyWithin(0, keep * this.differencesWidth)
    this.inside.copyWithin(0, keep * this.insideWidth)
    this.sinceRestart.copyWithin(0, keep)
    this.base = this.first
    return this.end - this.base
  }

  private resize(rows: number): void {
    const keep = this.end - this.base
    const copy = <T extends Numbers>(from: T, to: T, width: number): T => {
      to.set(from.subarray(0, keep * width))
      return to
    }
    this.times = copy(this.times, new Float64Array(rows), 1)
    this.exact = copy(this.exact, new Float64Array(rows * this.exactWidth), this.exactWidth)
    this.differences = copy(this.differences, new Float32Array(rows * this.differencesWidth), this.differencesWidth)
    this.inside = copy(this.inside, new Uint8Array(rows * this.insideWidth), this.insideWidth)
    this.sinceRestart = copy(this.sinceRestart, new Int32Array(rows), 1)
  }
}
