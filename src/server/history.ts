import type { Inside } from '../series/forecast.ts'
import type { Scored } from '../series/scored.ts'
import { shareToByte, signedToByte } from './byte.ts'
import { bytesWide, cellAt, cellParts, layoutOf, numbersWide, weightsAt } from './layout.ts'
import type { Layout } from './wire.ts'

/** Observations in a row, as they lie in memory: what a frame is encoded from. */
export interface Stretch {
  readonly first: number
  readonly times: Float64Array
  readonly numbers: Float32Array
  readonly bytes: Uint8Array
}

/**
 * The last observations of a run with their forecasts and what went on inside, in rings bounded in bytes. Nothing here depends on the clock:
 * the same run leaves the same bytes.
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
  private capacity = 0
  private numbersWidth = 0
  private bytesWidth = 0
  private times = new Float64Array(0)
  private numbers = new Float32Array(0)
  private bytes = new Uint8Array(0)

  /** At most `budget` bytes and at most `most` observations are kept; two always are. */
  constructor(budget: number, most: number) {
    this.budget = budget
    this.most = most
  }

  /** Number of the oldest observation still kept. */
  get first(): number {
    return Math.max(0, this.end - this.capacity)
  }

  /** Copies what there is to see; `scored.inside` may be overwritten afterwards. */
  push(scored: Scored): void {
    if (this.layout === null) this.open(layoutOf(scored))
    // A forecaster shows its inside once it has begun, which may be later than its first observation.
    else if (scored.inside && this.layout.experts.length === 0) this.widen(layoutOf(scored))
    const slot = this.end % this.capacity
    if (slot >= this.times.length) this.grow()
    this.times[slot] = scored.observation.time
    this.writeNumbers(scored, slot * this.numbersWidth)
    this.writeBytes(scored, slot * this.bytesWidth)
    this.ahead = scored.times
    this.end++
  }

  /** Observations `from` … `to − 1`, copied out. They must be kept still. */
  stretch(from: number, to: number): Stretch {
    const count = to - from
    const times = new Float64Array(count)
    const numbers = new Float32Array(count * this.numbersWidth)
    const bytes = new Uint8Array(count * this.bytesWidth)
    for (let done = 0; done < count; ) {
      const slot = (from + done) % this.capacity
      const run = Math.min(count - done, this.capacity - slot)
      times.set(this.times.subarray(slot, slot + run), done)
      const numbersFrom = slot * this.numbersWidth
      numbers.set(this.numbers.subarray(numbersFrom, numbersFrom + run * this.numbersWidth), done * this.numbersWidth)
      const bytesFrom = slot * this.bytesWidth
      bytes.set(this.bytes.subarray(bytesFrom, bytesFrom + run * this.bytesWidth), done * this.bytesWidth)
      done += run
    }
    return { first: from, times, numbers, bytes }
  }

  private open(layout: Layout): void {
    this.layout = layout
    this.numbersWidth = numbersWide(layout)
    this.bytesWidth = bytesWide(layout)
    const size = 8 + 4 * this.numbersWidth + this.bytesWidth
    this.capacity = Math.max(2, Math.min(this.most, Math.floor(this.budget / size)))
  }

  /** Makes room for what goes on inside; of the observations so far it stays unknown. */
  private widen(layout: Layout): void {
    const before = this.stretch(this.first, this.end)
    const flagsApart = this.bytesWidth
    this.open(layout)
    this.times = new Float64Array(this.capacity)
    this.numbers = new Float32Array(this.capacity * this.numbersWidth)
    this.bytes = new Uint8Array(this.capacity * this.bytesWidth)
    for (let row = this.first; row < this.end; row++) {
      const i = row - before.first
      const slot = row % this.capacity
      const numbers = before.numbers.subarray(i * this.numbersWidth, (i + 1) * this.numbersWidth)
      this.times[slot] = before.times[i]!
      this.numbers.set(numbers, slot * this.numbersWidth)
      this.bytes[slot * this.bytesWidth] = before.bytes[i * flagsApart]!
    }
  }

  /** The rings are full-sized only for runs that fill them. */
  private grow(): void {
    const rows = Math.min(this.capacity, Math.max(256, this.times.length * 2))
    const times = new Float64Array(rows)
    const numbers = new Float32Array(rows * this.numbersWidth)
    const bytes = new Uint8Array(rows * this.bytesWidth)
    times.set(this.times)
    numbers.set(this.numbers)
    bytes.set(this.bytes)
    this.times = times
    this.numbers = numbers
    this.bytes = bytes
  }

  private writeNumbers({ observation, values, lower, upper }: Scored, at: number): void {
    const layout = this.layout!
    const { channels, leads, levels } = layout
    const { numbers } = this
    // A loop, not `set`: for a handful of numbers the call costs more than the copy.
    let to = at
    for (let channel = 0; channel < channels; channel++) numbers[to++] = observation.values[channel]!
    const size = channels * leads.length
    for (let i = 0; i < size; i++) numbers[to++] = values[i]!
    for (let level = 0; level < levels.length; level++) {
      const low = lower[level]!
      const high = upper[level]!
      for (let i = 0; i < size; i++) numbers[to++] = low[i]!
      for (let i = 0; i < size; i++) numbers[to++] = high[i]!
    }
  }

  private writeBytes({ observation, inside }: Scored, at: number): void {
    this.bytes[at] = (observation.restart ? 1 : 0) | (inside ? 2 : 0)
    if (inside) this.writeInside(inside, at)
    else for (let i = 1; i < this.bytesWidth; i++) this.bytes[at + i] = 0
  }

  private writeInside({ weights, cells }: Inside, at: number): void {
    const layout = this.layout!
    const { bytes } = this
    for (let i = 0; i < weights.length; i++) bytes[at + weightsAt + i] = shareToByte(weights[i]!)
    for (let index = 0; index < layout.cells.length; index++) {
      const cell = cells[index]!
      let to = at + cellAt(layout, index)
      for (const part of cellParts) {
        const from = cell[part]
        const toByte = part === 'input' || part === 'forget' || part === 'output' ? shareToByte : signedToByte
        for (let i = 0; i < from.length; i++) bytes[to++] = toByte(from[i]!)
      }
    }
  }
}
