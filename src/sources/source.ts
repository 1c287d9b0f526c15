import type { DataError } from '../series/errors.ts'
import type { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Word } from '../word.ts'

/** Where observations come from. Nothing is opened before `open`. */
export interface Source {
  /** As the user wrote it; `-` is standard input. */
  readonly path: string
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /**
   * The first observations, read ahead to see cadence and kind; undefined where reading ahead would take rows away, as of standard input or a pipe.
   * @throws DataError where the file cannot be read so far
   */
  peek(rows: number): Promise<Observation[] | undefined>
  /**
   * Opens it and reads; every row is booked in the ledger as its batch is handed on, not before. Stops when the signal is aborted.
   * `most` observations at a time, at most; as many as come at once by default.
   */
  open(ledger: Ledger, signal: AbortSignal, most?: number): Reading
}

/** A source being read. */
export interface Reading {
  /** Observations in the order of the file, as many at a time as come at once; none where all rows that came were turned down. */
  readonly batches: AsyncIterable<Observation[]>
  /** Bytes whose rows have been handed on, and bytes in all where that is known: before decompression. */
  readonly bytesRead: number
  readonly bytesTotal: number | undefined
  /** True once times without an offset, at several times of day, were taken for UTC, because no zone was named. */
  readonly utcAssumed: boolean
  /** Why reading ended before the end. What was read until then stands, so this is no exception. */
  readonly failure: DataError | undefined
}

/** A word that stands under `source`. */
export interface SourceWord extends Word {
  // biome-ignore lint/suspicious/noExplicitAny: the table holds sources of every argument; each is checked by its own schema first.
  build(argument: any, place: SourcePlace): Source
}

/** What the pipeline adds to a source's own options. */
export interface SourcePlace {
  /** Turns a path as written into one to open; `-` stays. */
  resolve(path: string): string
  /** Stop at the first row that cannot be used, instead of booking it as rejected. */
  readonly strict: boolean
}
