import * as z from 'zod/mini'
import type { ConfigError, DataError } from '../errors.ts'
import type { KeyedMark } from '../recording/wire.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { Limit } from '../series/limit.ts'
import type { ScoreData, ScoredData } from '../series/scored.ts'
import type { Fields } from '../state/fields.ts'
import type { KeyedPiece } from '../state/piece.ts'
import type { Holidays } from '../time/holiday-days.ts'
import type { Word } from '../word.ts'
import { checkArgument } from '../words/check-argument.ts'

/** Facts about the run that a sink is opened with. */
export interface SinkPlace {
  /** Title of the run. */
  readonly title: string
  /** Names of the channels. */
  readonly series: readonly string[]
  /** Names of the columns that tell the series apart; absent or empty if there is only one series. */
  readonly by?: readonly string[]
  /** The cadence of the run, in whose zone times are written; UTC without one. */
  readonly cadence?: string | undefined
  /** The limits that alerts watch the channels for passing. */
  readonly limits?: readonly Limit[] | undefined
  /** The public holidays that the forecasts know of. */
  readonly holidays?: Holidays | undefined
  /** Whether rows arrive as they occur: files are then appended to, and can be read while the run goes on. */
  readonly live?: boolean
  /** Whether the run has a checkpoint: what was written is then kept when it fails, and cut to its position later. */
  readonly keeps?: boolean
  /** Folder for the state of the run; absent if it has no checkpoint. Only names that begin with `outbox` are free. */
  readonly state?: string | undefined
  /** Whether to start again, without what an earlier run has left. */
  readonly fresh?: boolean
  /** Aborted when the run was asked to end: a sink then waits no longer for a service that cannot be reached. */
  readonly stop?: AbortSignal | undefined
  /** Called at once with what is to be known while the run goes on, such as that half a line was cut off. */
  readonly warn?: ((warning: string) => void) | undefined
  /** The file that is read, as the user wrote it; no output may be the same file. */
  readonly input?: string
  /** Makes a path absolute; `-` is returned unchanged. */
  resolve(path: string): string
  /** Adds the place of the sink in the pipeline to an error that ends the run; absent if there is no pipeline. */
  readonly located?: ((error: ConfigError) => unknown) | undefined
  /** Puts the names of variables into a text in place of their values, before it is shown; absent if there are none. */
  readonly hide?: ((text: string) => string) | undefined
}

/** The result of a run, for its sinks. */
export interface SinkSummary {
  readonly rows: RowCounts
  /** Undefined if nothing was forecast. */
  readonly scores: ScoreData | undefined
  /** The choices that were made, with reasons, one line each. */
  readonly notes: readonly string[]
  /** Why reading ended before the end of the input; undefined if it did not. */
  readonly failure?: DataError | undefined
  /** True if the run was stopped before the input ended. */
  readonly stopped?: boolean | undefined
}

/** How the delivery to a service goes. */
export interface DeliveryFacts {
  /** Messages that were not acknowledged yet. */
  readonly waiting: number
  /** Messages that were acknowledged since the run began. */
  readonly delivered: number
  readonly dropped: number
  /** False from the first failed try until one succeeds. */
  readonly connected: boolean
}

/**
 * A destination of scored forecasts. A new one has touched nothing yet; `open` is called once, after its state was
 * restored if the run goes on from a checkpoint. Files are written under a temporary name, which `close` changes to the
 * final one.
 */
export interface Sink {
  /** The file that it writes, as the user wrote it; undefined if it does not write a file. */
  readonly path: string | undefined
  /**
   * True for a sink that reads the inside state of the forecaster, which the next observation overwrites: `write` is
   * called with each forecast as soon as it is made, and must be synchronous.
   */
  readonly atOnce?: true
  /**
   * Whether a sink that is called `atOnce` reads the inside state of a series. Absent if it does of all of them, or of
   * none.
   */
  wantsInside?(key: readonly string[]): boolean
  /** Tells it apart from the other sinks of a run, such as `csv out/weather.csv`; needed with `state`. */
  readonly id?: string
  /** Of a sink that delivers to a service, how that goes now. */
  readonly delivery?: DeliveryFacts
  /** Opens the output. */
  open?(): Promise<void>
  /** Writes a batch; the next one follows when the promise is resolved. */
  write(batch: readonly ScoredData[]): void | Promise<void>
  /** Records an event besides the observations, such as a rejected row, after the observation at its time. */
  note?(mark: KeyedMark): void
  /** Records an event that belongs to no forecast, such as that a series is stale; of a sink `atOnce`, at once. */
  happened?(event: SeriesEvent): void | Promise<void>
  /**
   * The position in the output and everything that later output depends on. A sink without it cannot go on exactly.
   */
  state?(fields: Fields): void
  /** State that is saved besides, by name. Called after `state` was restored too, for what to restore next. */
  pieces?(): readonly KeyedPiece[]
  /** Makes everything written so far durable. Called before a checkpoint takes the state. */
  sync?(): Promise<void>
  /** Called when a checkpoint with its state is on the disk. */
  saved?(): Promise<void>
  /** Called when the run has ended: completes the output. */
  close(summary: SinkSummary): Promise<void>
  /** A sentence about what was written, for people, if there is one. */
  readonly remark?: string | undefined
  /** After `close`: that a part of the output waits for the next run, if this one was to deliver it. */
  readonly undelivered?: DataError | undefined
  /** Called when the run has failed: removes the output. */
  abort(): Promise<void>
}

/** A function that makes a sink. */
export type SinkRecipe = (place: SinkPlace) => Sink | Promise<Sink>

/** The path of a file to write. */
export const filePath = z
  .string()
  .check(z.minLength(1), z.describe('File to write, relative to the pipeline file; - is standard output'))

/** A word under `sinks`. */
export interface SinkWord extends Word {
  /** The files that it writes, as the user wrote them; `-` is standard output. */
  // biome-ignore lint/suspicious/noExplicitAny: see `build`.
  writes(argument: any): readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: the table holds sinks of every argument; each is checked by its own schema first.
  build(argument: any, place: SinkPlace): Sink | Promise<Sink>
}

/** The function in code of a sink's word, such as `writeCsv`. @throws ConfigError */
export function sinkRecipe(word: SinkWord, argument: unknown): SinkRecipe {
  const checked = checkArgument(word.name, word.argument, argument)
  return (place) => word.build(checked, place)
}
