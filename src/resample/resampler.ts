import { DataError } from '../errors.ts'
import { keyText } from '../series/key-text.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { visitObservation } from '../series/visit-observation.ts'
import { type Fields, type Saveable, visitSaveable } from '../state/fields.ts'
import { InputEdges } from './input-edges.ts'
import { ResampledSeries } from './resampled-series.ts'
import { type ResamplerOptions, Resampling } from './resampling.ts'

/** Windows that wait, at most: a shorter one than is meant takes all memory. */
const most = 5_000_000

/**
 * Makes one observation of the readings in each window, with the time of its beginning; each series on its own. A window
 * is complete when a reading of its series has a time after the end of the window plus `wait`, or when the clock has
 * passed that time: the clock of a series starts at the time of its newest reading, and goes on with the ticks.
 * Browser-safe.
 *
 * What it makes depends on the readings and ticks alone, and a window on nothing after it was complete.
 */
export class Resampler implements Saveable {
  /** Readings that came. */
  count = 0
  private readonly resampling: Resampling
  private readonly ledger: Ledger
  private readonly edges: InputEdges
  /** By key: readings of one series share one object. */
  private readonly byKey = new Map<readonly string[] | undefined, ResampledSeries>()
  private series = new Map<string, ResampledSeries>()
  private complete: Observation[] = []

  /** @param ledger gets readings that are too late as rejects, and counts windows without readings as filled in */
  constructor(options: ResamplerOptions, ledger: Ledger) {
    this.resampling = new Resampling(options)
    this.ledger = ledger
    this.edges = new InputEdges(this.resampling.fills, this.resampling.windows.pauses)
  }

  /** The length of a window as a cadence. */
  get cadence(): string {
    return this.resampling.windows.cadence
  }

  /** Which windows were left out at the beginning and the end of the input, a sentence each. */
  get warnings(): readonly string[] {
    return this.edges.warnings
  }

  /**
   * Takes a reading.
   *
   * @param arrived when it arrived, in milliseconds. Default: at the next tick
   */
  add(reading: Observation, arrived: number = Number.NaN): void {
    this.count++
    let series = this.byKey.get(reading.key)
    if (!series) {
      const text = keyText(reading.key)
      series = this.series.get(text) ?? this.make()
      series.key = reading.key
      this.series.set(text, series)
      this.byKey.set(reading.key, series)
    }
    series.next(reading, arrived)
  }

  /** The clock has gone on, to a time in milliseconds. */
  tick(time: number): void {
    for (const series of this.series.values()) series.tick(time)
  }

  /** The time of the clock when a tick completes a window; infinite if none waits for it. */
  get due(): number {
    let due = Number.POSITIVE_INFINITY
    for (const series of this.series.values()) due = Math.min(due, series.due)
    return due
  }

  /** The input has ended: all windows are complete, but the last if its readings end earlier than is usual. */
  flush(): void {
    for (const series of this.series.values()) series.flush()
  }

  /** Takes windows that are complete, the first ones. */
  take(count: number = Number.POSITIVE_INFINITY): Observation[] {
    return this.complete.splice(0, count)
  }

  private make(): ResampledSeries {
    const receiver = {
      take: (window: Observation) => this.complete.push(window),
      expect: (count: number) => {
        if (this.complete.length + count <= most) return
        throw new DataError(`expected at most ${most} windows, got more; name a longer one`)
      },
    }
    return new ResampledSeries(this.resampling, this.ledger, receiver, this.edges)
  }

  state(fields: Fields): void {
    fields.part('edges', this.edges)
    const series = fields.list(
      'series',
      [...this.series.values()],
      visitSaveable(() => this.make()),
    )
    this.complete = fields.list('complete', this.complete, visitObservation)
    if (fields.saving) return
    this.series = new Map(series.map((one) => [keyText(one.key), one]))
    this.byKey.clear()
  }
}
