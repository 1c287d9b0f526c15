import { ConfigError, type DataError } from '../errors.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Saveable } from '../state/fields.ts'
import type { Word } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'
import type { ArgumentProblem } from '../words/issues.ts'

/**
 * A source of observations: a file, standard input, or a stream of messages. Nothing is opened before `open` and
 * `peek`.
 */
export interface Source {
  /** Its name in messages, as the user wrote it: the path of a file, `-` for standard input. */
  readonly name: string
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /** The words of the columns whose values are their positions; absent if there are none. */
  readonly classes?: Readonly<Record<string, readonly string[]>> | undefined
  /** Names of the columns that tell the series apart; absent or empty if there is only one series. */
  readonly by?: readonly string[]
  /** Names of the columns whose values are known ahead; absent or empty if there are none. */
  readonly known?: readonly string[]
  /** Names of the forecasters elsewhere whose forecasts are in the rows; absent or empty if there are none. */
  readonly offered?: readonly string[]
  /** Time from one observation to the next, such as `5min`, if rows are put together; else absent. */
  readonly cadence?: string
  /**
   * Reads the first observations of the first series ahead, to guess the cadence.
   *
   * @returns undefined if reading ahead would take rows away, as from standard input or a broker
   * @throws DataError if they cannot be read
   */
  peek(rows: number): Promise<Observation[] | undefined>
  /**
   * Opens the source and reads it until the signal is aborted. Rows are counted in the ledger when their batch is
   * taken.
   *
   * @param maxBatch observations in a batch, at most; by default as many as arrive together
   * @param from the saved `position` of an earlier reading, to go on after the rows that it had taken; empty for the
   * beginning. Without it no position is kept
   */
  open(ledger: Ledger, signal: AbortSignal, maxBatch?: number, from?: Uint8Array): Reading
}

/** A source being read. */
export interface Reading {
  /** Observations in the order they are read. A batch is empty if all of its rows were rejected. */
  readonly batches: AsyncIterable<Observation[]>
  /** Share of the input that has been taken in batches, from 0 to 1; undefined if its length is unknown or infinite. */
  readonly fraction: number | undefined
  /** What was read so far, while an input that is read to its end first has not given its first observation. */
  readonly ahead?: { readonly rows: number; readonly fraction: number | undefined } | undefined
  /** What may not be as intended, such as a time zone that was assumed. */
  readonly warnings: readonly string[]
  /** Why reading ended before the end of the input. Not thrown, because the rows before it can be used. */
  readonly failure: DataError | undefined
  /** How far the input has been taken in batches, to be saved between two of them; absent if it cannot be said. */
  readonly position?: Saveable | undefined
  /**
   * True once all rows were taken but those that more input could still change, such as a last line without a line end.
   * `position` stays before them.
   */
  readonly settled?: boolean | undefined
  /**
   * Whether its first rows are not those that an earlier reading had taken. To be asked after the first batch with
   * observations, or at the end.
   */
  readonly changed?: boolean | undefined
  /**
   * Called when a checkpoint with its `position` is on the disk: rows until then need not be kept, and can be
   * acknowledged.
   */
  saved?(): void | Promise<void>
}

/** Facts about a source that follow from its argument, before anything is opened. */
export interface SourceFacts {
  /** Names of the channels. */
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /** The words of the columns whose values are their positions; absent if there are none. */
  readonly classes?: Readonly<Record<string, readonly string[]>> | undefined
  /** Names of the columns that tell the series apart; absent or empty if there is only one series. */
  readonly by?: readonly string[]
  /** Names of the columns whose values are known ahead; absent or empty if there are none. */
  readonly known?: readonly string[]
  /** Names of the forecasters elsewhere whose forecasts are in the rows; absent or empty if there are none. */
  readonly offered?: readonly string[]
  /** Time from one observation to the next, such as `5min`, if rows are put together; else absent. */
  readonly cadence?: string
  /** Files that it reads, as the user wrote them; empty for standard input and for sources without files. */
  readonly files: readonly string[]
  /** True if rows arrive as they occur, so that forecasts are wanted at once. */
  readonly live: boolean
}

/** A word under `source`. */
export interface SourceWord extends Word {
  /**
   * Options that say where rows are found and how they arrive, such as an address: they can be others when a run goes on
   * from a checkpoint. Default: `path`.
   */
  readonly whereabouts?: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: the table holds sources of every argument; each is checked by its own schema first.
  facts(argument: any): SourceFacts
  /** The names of its columns; undefined if they cannot be read before the run. */
  // biome-ignore lint/suspicious/noExplicitAny: see `facts`.
  columns?(argument: any, place: SourcePlace): Promise<readonly string[] | undefined>
  /** Checks whether the source can be read, for `rxcast check`; the paths of the problems are within the argument. */
  // biome-ignore lint/suspicious/noExplicitAny: see `facts`.
  check?(argument: any, place: SourcePlace): Promise<readonly ArgumentProblem[]>
  // biome-ignore lint/suspicious/noExplicitAny: see `facts`.
  build(argument: any, place: SourcePlace): Source
}

/** A function that makes a source without opening it. */
export type SourceRecipe = (place: SourcePlace) => Source

/**
 * Checks the options of a source, for functions such as `readCsv`.
 *
 * @throws ConfigError if an option is invalid
 */
export function sourceRecipe(word: SourceWord, options: unknown): SourceRecipe {
  const argument = checkArgument(word.name, word.argument, options)
  const { holidays } = Object(argument) as { readonly holidays?: string }
  if (holidays !== undefined) {
    // The operators of a plan are made without the source.
    const cure = `forecast(…, { holidays: await publicHolidays("${holidays}") }) knows them`
    throw new ConfigError([{ where: `${word.name}.holidays:`, message: `expected no holidays in code; ${cure}` }])
  }
  return (place) => word.build(argument, place)
}

/** Settings of the pipeline that a source needs besides its options. */
export interface SourcePlace {
  /** Makes a path absolute; `-` is returned unchanged. */
  resolve(path: string): string
  /** Puts the names of variables into a text in place of their values, before it is shown; absent if there are none. */
  readonly hide?: ((text: string) => string) | undefined
  /** Whether to end at the first row that cannot be used, instead of rejecting it. */
  readonly strict: boolean
  /** Folder for the state of the run; absent if it has no checkpoint. Only names that begin with `journal` are free. */
  readonly state?: string | undefined
  /** Whether the run starts again: what the source keeps in the folder is then deleted. */
  readonly fresh?: boolean | undefined
  /** Called at once with what is to be known while the run goes on, such as that a connection was lost. */
  readonly tell?: ((notice: string) => void) | undefined
  /** Called with what goes as it should, such as that a live source is connected. */
  readonly say?: ((notice: string) => void) | undefined
  /** Called with the names of the columns of CSV when a header has been read, also with those of a later one. */
  readonly onHeader?: ((names: readonly string[]) => void) | undefined
  /** Called with why the connection of a live source was lost, and with undefined when it works. */
  readonly linked?: ((lost: string | undefined) => void) | undefined
}
