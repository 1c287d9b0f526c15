import type { DataError } from '../errors.ts'
import type { Mark } from '../recording/wire.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { ScoreData, ScoredData } from '../series/scored.ts'
import type { Word } from '../word.ts'

/** What a sink is told about the run before the first forecast. */
export interface SinkPlace {
  /** What to call the run. */
  readonly title: string
  /** Names of the channels. */
  readonly series: readonly string[]
  /** Turns a path as written into an absolute one; `-` stays. */
  resolve(path: string): string
}

/** How the run went. */
export interface SinkSummary {
  readonly rows: RowCounts
  /** Undefined where nothing was forecast. */
  readonly scores: ScoreData | undefined
  /** What was chosen and why, line by line. */
  readonly notes: readonly string[]
  /** Why reading ended before the end of the input, where it did. */
  readonly failure?: DataError | undefined
  /** True where the run was told to stop before the input ended. */
  readonly stopped?: boolean | undefined
}

/** Where scored forecasts go. A file is written whole or not at all: under a temporary name, and renamed by `close`. */
export interface Sink {
  /** Where it writes, as the user wrote it; undefined for what leaves no file. */
  readonly path: string | undefined
  /**
   * True for a sink that looks inside the forecaster, where the next observation overwrites what this one left: it is handed each forecast by
   * itself the moment it is made, and may not make it wait.
   */
  readonly atOnce?: true
  /** Takes a batch; the next one comes when the promise is kept. */
  write(batch: readonly ScoredData[]): void | Promise<void>
  /** Something happened beside the observations, such as a row that was rejected. Comes after the observation it stands at. */
  note?(mark: Mark): void
  /** The run is over: what was written stands. */
  close(summary: SinkSummary): Promise<void>
  /** The run failed: nothing of it stays. */
  abort(): Promise<void>
}

/** A function that opens a sink. */
export type SinkRecipe = (place: SinkPlace) => Sink | Promise<Sink>

/** A word that stands under `sinks`. */
export interface SinkWord extends Word {
  /** What it writes: paths of files as the user wrote them, and `-` for standard output. */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  writes(argument: any): readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: the table holds sinks of every argument; each is checked by its own schema first.
  build(argument: any, place: SinkPlace): Sink | Promise<Sink>
}
