import type { ForecastSeriesOptions, NextForecast } from '../look/forecast-series.ts'
import type { Look } from '../look/look.ts'
import type { LookHints } from '../look/look-hints.ts'
import type { Lines, NumberedEvent, Overview, Spark } from '../recording/overview-wire.ts'
import type { DecodedFrame, Mark, Run, Status } from '../recording/wire.ts'
import type { NextRow } from '../run/next-json.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { Reject } from '../series/reject.ts'

/** Choices that a look at the file does not make, in terms of a pipeline file. */
export interface FileChoices {
  /** Steps to forecast; by cadence if undefined. */
  readonly horizon?: number | undefined
  /** Steps, a duration such as `1y`, or `none`; as found in the file if undefined. */
  readonly season?: number | string | readonly (number | string)[] | undefined
  readonly scale?: 'linear' | 'log' | undefined
  /** Zone of times without an offset, such as `Europe/Berlin`; UTC if undefined. */
  readonly zone?: string | undefined
  /** More texts that mean a missing value. */
  readonly missing?: readonly string[] | undefined
  readonly seed?: number | undefined
  /** Learns from all rows of a long file, not only from the newest of each series. */
  readonly all?: boolean | undefined
}

/** A file to forecast. */
export interface FileToForecast {
  readonly file: Blob
  /** Name of the file, for messages. */
  readonly name: string
  /** What is known about the file. */
  readonly hints: LookHints
  readonly choices: FileChoices
  /** Whether the page shows the run: then every observation is sent, and all forecasts are kept. */
  readonly watched: boolean
  /**
   * The clock of the page, to keep the run in this browser and to go on with the one that was kept; undefined to keep
   * nothing.
   */
  readonly keptAt?: number | undefined
}

/** Messages to the worker: one task, and then which series and sparks to send, and to stop reading. */
export type ToWorker =
  | ({ readonly kind: 'file' } & FileToForecast)
  | {
      readonly kind: 'values'
      readonly values: ArrayLike<number | null>
      readonly options: ForecastSeriesOptions
    }
  /** Sends the run that is kept in the store of this name. */
  | { readonly kind: 'recall'; readonly id: string }
  | { readonly kind: 'show'; readonly series: number }
  /** Asks for the sparks of lines of the overview. */
  | { readonly kind: 'sparks'; readonly of: readonly number[] }
  | { readonly kind: 'stop' }

/** Messages from the worker. */
export type FromWorker =
  /** The share of the file read so far, of one of the readings that the look takes; now and then. */
  | { readonly kind: 'looking'; readonly reading: number; readonly fraction: number }
  | { readonly kind: 'looked'; readonly look: Look }
  /** The run is kept in the store of this name; it goes on after `rows` that were read before. */
  | { readonly kind: 'kept'; readonly id: string; readonly rows: number }
  /** The run cannot be kept, or not to its end. */
  | { readonly kind: 'unkept'; readonly problem: string }
  | { readonly kind: 'progress'; readonly fraction: number | null }
  /** Names of the series so far that can be shown, if there are several. */
  | { readonly kind: 'series'; readonly names: readonly string[] }
  /** All lines, if there are several; then those that change, and the events since, at most 4 times a second. */
  | { readonly kind: 'overview'; readonly overview: Overview }
  | { readonly kind: 'lines'; readonly lines: Lines }
  | { readonly kind: 'events'; readonly events: readonly NumberedEvent[] }
  | { readonly kind: 'sparks'; readonly sparks: readonly Spark[] }
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'frame'; readonly frame: DecodedFrame }
  | { readonly kind: 'marks'; readonly marks: readonly Mark[] }
  | { readonly kind: 'status'; readonly status: Status }
  /** The file or the options cannot be used. */
  | { readonly kind: 'refused'; readonly problem: string }
  | ({ readonly kind: 'ended' } & FileForecast)
  | { readonly kind: 'next'; readonly next: readonly NextForecast[] }

/** Sends a message from the worker. */
export type Send = (message: FromWorker, transfer?: Transferable[]) => void

/** The result for a file. */
export interface FileForecast {
  /** The forecasts made at the last row of each series, an object a series and lead. */
  readonly next: readonly NextRow[]
  readonly rows: RowCounts
  /** The choices that were made, with reasons. */
  readonly notes: readonly string[]
  /** What may not be as intended. */
  readonly warnings: readonly string[]
  /** All forecasts in the format of the csv sink; undefined if there are none, or the run was not watched. */
  readonly forecasts: Blob | undefined
  readonly rejects: Rejects | undefined
}

/** The rows that were not used. */
export interface Rejects {
  readonly count: number
  /** The first of them, to show. */
  readonly first: readonly Reject[]
  /** All of them, a JSON object per line. */
  readonly ndjson: Blob
}
