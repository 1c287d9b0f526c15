import type { Overview } from '../../src/recording/overview-wire.ts'
import type { Recording } from '../../src/recording/wire.ts'
import { LineStore } from './line-store.ts'
import type { Source } from './live-run.ts'
import type { RunStore } from './run-store.ts'
import type { FetchSparks } from './spark-store.ts'

/** What is kept of a run: in a report, or by a server of finished runs. */
export interface Kept {
  /** Undefined if there is one series. */
  readonly overview: Overview | undefined
  readonly sparks: FetchSparks
  /** Whether a series is kept in full, or only its line. */
  has(series: number): boolean
  recording(series: number): Promise<Recording>
}

/** A run that has ended. */
export class KeptRun implements Source {
  readonly lines = new LineStore()
  readonly link = null
  readonly serverNow = Number.NaN
  private readonly store: RunStore
  private readonly changed: () => void
  private kept: Kept | undefined
  private series = -1

  constructor(store: RunStore, changed: () => void) {
    this.store = store
    this.changed = changed
  }

  begin(kept: Kept): void {
    this.kept = kept
    if (kept.overview) this.lines.begin(kept.overview)
    if (!this.lines.several) this.show(0)
    this.changed()
  }

  readonly sparks: FetchSparks = (of) => this.kept?.sparks(of) ?? []

  has(series: number): boolean {
    return this.kept?.has(series) ?? false
  }

  show(series: number): boolean {
    if (series === this.series || !this.kept || !this.has(series)) return false
    this.series = series
    void this.kept.recording(series).then((recording) => {
      // Another one was asked for meanwhile.
      if (series !== this.series) return
      this.store.load(recording)
      this.changed()
    })
    return true
  }
}
