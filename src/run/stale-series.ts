import { Staleness } from '../events/staleness.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { ScoredData } from '../series/scored.ts'
import type { KeyedPiece } from '../state/piece.ts'

/** How often the clock is read in a live run. */
const tickMs = 1000

/**
 * Tells of the series of a run whose rows no longer come, and of those that have rows again: in a file by the times of
 * the rows, in a live run by the clock of the machine.
 */
export class StaleSeries {
  private readonly staleness: Staleness
  private readonly live: boolean
  private readonly tell: (event: SeriesEvent) => void
  private readonly clock: () => number
  private timer: NodeJS.Timeout | undefined

  /** @param clock milliseconds since 1970 */
  constructor(live: boolean, tell: (event: SeriesEvent) => void, clock: () => number = Date.now) {
    this.staleness = new Staleness({ live })
    this.live = live
    this.tell = tell
    this.clock = clock
  }

  /** Reads the clock from now on, if the run is live. */
  start(): void {
    if (this.live) this.timer = setInterval(() => this.all(this.staleness.tick(this.clock())), tickMs).unref()
  }

  stop(): void {
    clearInterval(this.timer)
  }

  /** An observation was forecast; one that was filled in is not a row. */
  see({ observation: { key, row, time } }: Pick<ScoredData, 'observation'>): void {
    if (row) this.all(this.staleness.row(key, time, this.live ? this.clock() : undefined))
  }

  /** To be saved with the run. */
  pieces(): readonly KeyedPiece[] {
    return [['staleness', this.staleness]]
  }

  private all(events: readonly SeriesEvent[]): void {
    for (const event of events) this.tell(event)
  }
}
