import type { DataError } from '../errors.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Word } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'
import type { ArgumentProblem } from '../words/issues.ts'

/** Where observations come from: a file, standard input, or any stream of messages. Nothing is opened before `open` and `peek`. */
export interface Source {
  /** What to call it in messages, as the user wrote it: the path of a file, `-` for standard input. */
  readonly name: string
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /**
   * The first observations, read ahead to guess the cadence; undefined if reading ahead would take rows away, as from standard input or a broker.
   * @throws DataError if they cannot be read
   */
  peek(rows: number): Promise<Observation[] | undefined>
  /**
   * Opens it and reads. Every row is booked in the ledger when its batch is taken, not before. Ends when the signal is aborted.
   *
   * @param maxBatch observations in a batch, at most. Default: as many as come at once.
   */
  open(ledger: Ledger, signal: AbortSignal, maxBatch?: number): Reading
}

/** A source being read. */
export interface Reading {
  /** Observations in the order in which they are read. A batch is empty if all rows that came were rejected. */
  readonly batches: AsyncIterable<Observation[]>
  /** Share of the input whose batches have been taken, from 0 to 1; undefined if its length is unknown or it has none. */
  readonly fraction: number | undefined
  /** What may not be as intended, such as a time zone that was assumed. */
  readonly warnings: readonly string[]
  /** Why reading ended before the end of the input. What was read before can be used, so this is no exception. */
  readonly failure: DataError | undefined
}

/** What the argument of a source says, before anything is opened. */
export interface SourceFacts {
  /** Names of the channels. */
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /** Files that it reads, as the user wrote them; none for standard input and for what has no files. */
  readonly files: readonly string[]
  /** True if rows come as they happen, so that forecasts are wanted at once. */
  readonly live: boolean
}

/** A word that stands under `source`. */
export interface SourceWord extends Word {
  // biome-ignore lint/suspicious/noExplicitAny: the table holds sources of every argument; each is checked by its own schema first.
  facts(argument: any): SourceFacts
  /** Looks whether it can be read as the argument says, for `rxcast check`; the paths of the problems are within the argument. */
  // biome-ignore lint/suspicious/noExplicitAny: see `facts`.
  check?(argument: any, place: SourcePlace): Promise<readonly ArgumentProblem[]>
  // biome-ignore lint/suspicious/noExplicitAny: see `facts`.
  build(argument: any, place: SourcePlace): Source
}

/** A function that makes a source; nothing is opened yet. */
export type SourceRecipe = (place: SourcePlace) => Source

/** The function in code of a source's word, such as `readCsv`. @throws ConfigError */
export function sourceRecipe(word: SourceWord, options: unknown): SourceRecipe {
  const argument = checkArgument(word.name, word.argument, options)
  return (place) => word.build(argument, place)
}

/** What the pipeline adds to a source's own options. */
export interface SourcePlace {
  /** Turns a path as the user wrote it into an absolute one; `-` stays. */
  resolve(path: string): string
  /** End at the first row that cannot be used, instead of rejecting it and going on. */
  readonly strict: boolean
}
