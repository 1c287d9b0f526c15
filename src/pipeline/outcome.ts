import type { DataError } from '../series/errors.ts'
import type { Rows } from '../series/ledger.ts'
import type { Scores } from '../series/scored.ts'

/** What there is to say about a run that has ended. */
export interface Outcome {
  readonly name: string
  /** What was read, as the user wrote it. */
  readonly source: string
  /** Names of the channels. */
  readonly series: readonly string[]
  readonly cadence: string | undefined
  /** In steps. */
  readonly season: number | undefined
  readonly rows: Rows
  /** Undefined where nothing was forecast. */
  readonly scores: Scores | undefined
  /** Steps put in because the pipeline left them out, with their arguments. */
  readonly added: readonly string[]
  /** What was chosen and why, and what the mixture believed in at the end, line by line. */
  readonly notes: readonly string[]
  /** What may not be as it was meant: many rows lost, a zone assumed. */
  readonly warnings: readonly string[]
  /** Files written, as the user wrote them. */
  readonly outputs: readonly string[]
  /** True where it was told to stop before the input ended. */
  readonly stopped: boolean
  /** Why reading ended before the end of the input, where it did; what was read before it stands. */
  readonly failure: DataError | undefined
}
