import { bytesWide, forecastAt, lowerAt, numbersWide } from '../src/server/layout.ts'
import type { Frame, Layout, Mark, Recording, Run, Status } from '../src/server/wire.ts'
import { bytesOf, floatsOf } from './base64.ts'
import { Breaks } from './breaks.ts'

const mostRows = 20_000
const mostMarks = 5_000

/** A frame whose numbers are numbers already. */
export interface DecodedFrame extends Omit<Frame, 'numbers' | 'bytes'> {
  readonly numbers: Float32Array
  readonly bytes: Uint8Array
}

/**
 * The observations on screen: the last 20,000, numbered as the run numbers them. Rows are appended to typed arrays twice that long, which are
 * moved back to their beginning when full, so that everything kept always lies in one piece.
 */
export class RunStore {
  run: Run | null = null
  layout: Layout | null = null
  status: Status | null = null
  marks: Mark[] = []
  /** Grows with every change: what is computed from the store is kept until it differs. */
  version = 0
  /** Numbers of the first row kept and of the row to come. */
  first = 0
  end = 0
  /** Times forecast by the last row; NaN where not known. */
  ahead: number[] = []
  /** Rows that were missed because this page was too slow for them. */
  skipped = 0
  readonly breaks = new Breaks(this)

  private base = 0
  private times = new Float64Array(0)
  private numbers = new Float32Array(0)
  private bytes = new Uint8Array(0)
  private sinceRestart = new Int32Array(0)
  private numbersWidth = 0
  private bytesWidth = 0

  /** A run begins, or goes on after rows that were missed. */
  begin(run: Run): void {
    const same = this.run !== null && this.run.id === run.id
    if (same && run.first > this.end) this.skipped += run.first - this.end
    const continues = same && run.first === this.end && JSON.stringify(run.layout) === JSON.stringify(this.layout)
    this.run = run
    if (!continues && run.layout) this.open(run.layout, run.first)
    if (!continues && !run.layout) this.layout = null
    if (!same) {
      this.marks = []
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
    this.appendDecoded({ ...frame, numbers: floatsOf(frame.numbers), bytes: bytesOf(frame.bytes) })
  }

  /** Takes in what is new of a frame; rows it has already are left as they are. */
  appendDecoded(frame: DecodedFrame): void {
    if (!this.layout || frame.first > this.end) return
    const known = this.end - frame.first
    for (let i = known; i < frame.times.length; i++) {
      const slot = this.slotForNext()
      this.times[slot] = frame.times[i]!
      this.numbers.set(
        frame.numbers.subarray(i * this.numbersWidth, (i + 1) * this.numbersWidth),
        slot * this.numbersWidth,
      )
      this.bytes.set(frame.bytes.subarray(i * this.bytesWidth, (i + 1) * this.bytesWidth), slot * this.bytesWidth)
      const restart = (frame.bytes[i * this.bytesWidth]! & 1) === 1
      this.sinceRestart[slot] = restart || slot === 0 ? 0 : this.sinceRestart[slot - 1]! + 1
      this.end++
      if (this.end - this.first > mostRows) this.first = this.end - mostRows
    }
    this.ahead = frame.ahead.map((time) => time ?? Number.NaN)
    this.version++
  }

  note(marks: readonly Mark[]): void {
    this.marks = [...this.marks, ...marks].slice(-mostMarks)
    this.version++
  }

  tell(status: Status): void {
    this.status = status
    this.version++
  }

  /** Milliseconds since 1970. */
  time(row: number): number {
    return this.times[row - this.base]!
  }

  actual(row: number, channel: number): number {
    return this.numbers[(row - this.base) * this.numbersWidth + channel]!
  }

  /** What was forecast at origin `row` for the lead at index `lead`. */
  forecast(row: number, channel: number, lead: number): number {
    const layout = this.layout!
    return this.numbers[
      (row - this.base) * this.numbersWidth + forecastAt(layout) + channel * layout.leads.length + lead
    ]!
  }

  lower(row: number, channel: number, lead: number, level: number): number {
    const layout = this.layout!
    return this.numbers[
      (row - this.base) * this.numbersWidth + lowerAt(layout, level) + channel * layout.leads.length + lead
    ]!
  }

  upper(row: number, channel: number, lead: number, level: number): number {
    const layout = this.layout!
    const { leads, channels } = layout
    const at = lowerAt(layout, level) + channels * leads.length + channel * leads.length + lead
    return this.numbers[(row - this.base) * this.numbersWidth + at]!
  }

  /** The origin whose forecast at lead index `lead` was for this very row; −1 where there was none. */
  originOf(row: number, lead: number): number {
    const steps = this.layout!.leads[lead]!
    return row - steps >= this.first && this.sinceRestart[row - this.base]! >= steps ? row - steps : -1
  }

  /** True on the first row after a gap too long to fill. */
  restarts(row: number): boolean {
    return (this.bytes[(row - this.base) * this.bytesWidth]! & 1) === 1
  }

  /** A byte of what went on inside, by its place in the layout; −1 where nothing is known. */
  byte(row: number, at: number): number {
    const from = (row - this.base) * this.bytesWidth
    return (this.bytes[from]! & 2) === 0 ? -1 : this.bytes[from + at]!
  }

  /** The first row kept whose time is not before `time`; `end` where there is none. */
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

  /** The row nearest in time, up to and with `last`. */
  nearestRow(time: number, last: number): number {
    const row = Math.min(this.rowAt(time), last)
    return row > this.first && time - this.time(row - 1) < this.time(row) - time ? row - 1 : row
  }

  private open(layout: Layout, first: number): void {
    this.layout = layout
    this.numbersWidth = numbersWide(layout)
    this.bytesWidth = bytesWide(layout)
    this.base = first
    this.first = first
    this.end = first
    this.resize(1024)
  }

  private slotForNext(): number {
    const slot = this.end - this.base
    if (slot < this.times.length) return slot
    if (slot < 2 * mostRows) {
      this.resize(Math.min(2 * mostRows, slot * 2))
      return slot
    }
    const keep = this.first - this.base
    this.times.copyWithin(0, keep)
    this.numbers.copyWithin(0, keep * this.numbersWidth)
    this.bytes.copyWithin(0, keep * this.bytesWidth)
    this.sinceRestart.copyWithin(0, keep)
    this.base = this.first
    return this.end - this.base
  }

  private resize(rows: number): void {
    const keep = this.end - this.base
    const copy = <T extends Float64Array | Float32Array | Uint8Array | Int32Array>(
      from: T,
      to: T,
      width: number,
    ): T => {
      to.set(from.subarray(0, keep * width))
      return to
    }
    this.times = copy(this.times, new Float64Array(rows), 1)
    this.numbers = copy(this.numbers, new Float32Array(rows * this.numbersWidth), this.numbersWidth)
    this.bytes = copy(this.bytes, new Uint8Array(rows * this.bytesWidth), this.bytesWidth)
    this.sinceRestart = copy(this.sinceRestart, new Int32Array(rows), 1)
  }
}
