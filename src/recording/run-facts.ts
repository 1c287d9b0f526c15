import type { RowCounts } from '../series/ledger.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import type { RunStatus } from './overview-wire.ts'
import type { Status } from './wire.ts'

/** What a run reports when it ends. */
export interface RunSummary {
  readonly rows: RowCounts
  /** What was chosen and why, one line each. */
  readonly notes?: readonly string[]
  /** Why reading ended before the end of the input, if it did. */
  readonly failure?: Error | undefined
  /** Whether the run was stopped before the end of the input. */
  readonly stopped?: boolean | undefined
}

/** How far a run got and how it ended, the same for all of its series. */
export class RunFacts {
  private phase: Status['state'] = 'waiting'
  private fraction: number | null = null
  private rows: RowCounts | null = null
  private notes: readonly string[] = []
  private problem: string | null = null

  /** The first forecast was made. */
  begin(): void {
    if (this.phase === 'waiting') this.phase = 'live'
  }

  progress(fraction: number | null, rows: RowCounts | null): void {
    this.fraction = fraction
    this.rows = rows
  }

  end({ rows, notes = [], failure, stopped = false }: RunSummary): void {
    this.rows = rows
    this.notes = notes
    if (failure) this.fail(failure)
    else if (stopped) this.phase = 'interrupted'
    else {
      this.phase = 'ended'
      this.fraction = 1
    }
  }

  fail(error: Error): void {
    this.phase = 'failed'
    this.problem = error.message
  }

  /**
   * The status of what has `observations`, the last of them at time `last`; a run that goes on sets how far it got and
   * how it ended itself.
   */
  status(observations: number, last: number): RunStatus {
    const interrupted = observations > 0 ? `interrupted at ${formatTimestamp(last)}` : 'interrupted'
    return {
      state: this.phase,
      observations,
      fraction: this.fraction,
      rows: this.rows && { ...this.rows },
      notes: this.notes,
      problem: this.phase === 'interrupted' ? interrupted : this.problem,
    }
  }
}
