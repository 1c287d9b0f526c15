import type { ScoreTable } from '../scores/score-table.ts'
import type { Rows } from '../series/ledger.ts'

/**
 * What the server says to a page, a report holds and a page reads: one model for the live run, the finished run and the report.
 *
 * `GET /events` is a stream of server-sent events. Each carries one JSON object and an id to resume from (`?after=id` or
 * `Last-Event-ID`):
 *
 * - `run` (Run), first, and again whenever what follows does not continue what the client has;
 * - `frame` (Frame), the observations since the last one, at most 20 times a second;
 * - `marks` (Mark[]), what happened beside the observations;
 * - `status` (Status), the latest state and scores, at most 4 times a second;
 * - `beat` (Beat), every few seconds of silence.
 *
 * `GET /run.json` is a Recording: everything kept, at once. `GET /here` is empty: it says whether a stream would be opened (204), or is refused because
 * the token is another (401) or too many pages are open (503).
 */
export interface Run {
  /** New for every start of the server: rows of another run cannot be continued. */
  readonly id: string
  readonly title: string
  /** Names of the channels. */
  readonly series: readonly string[]
  /** Known from the first observation on. */
  readonly layout: Layout | null
  /** Number of the first observation that follows. */
  readonly first: number
}

/** How the numbers of one observation lie in a frame. C channels, L leads, V levels, E experts. */
export interface Layout {
  readonly channels: number
  /** Leads in steps, rising. */
  readonly leads: readonly number[]
  /** Coverage promised by each interval. */
  readonly levels: readonly number[]
  readonly experts: readonly string[]
  readonly cells: readonly CellLayout[]
}

export interface CellLayout {
  readonly name: string
  readonly hidden: number
}

/** Observations `first` … `first + times.length − 1`, each with what was forecast once it was known. */
export interface Frame {
  readonly first: number
  /** Milliseconds since 1970, one an observation. */
  readonly times: readonly number[]
  /** Times forecast by the last of them, one a lead; null while the cadence is not known. */
  readonly ahead: readonly (number | null)[]
  /** Numbers of the observations that are the first after a gap too long to fill: the steps before are stale. */
  readonly restarts: readonly number[]
  /**
   * Base64 of little-endian float64, 2C an observation: the actual values [C] to the bit, NaN where missing, and the bases [C] that the forecasts are
   * told from.
   */
  readonly exact: string
  /**
   * Base64 of little-endian float32, C × L × (1 + 2V) an observation, each to be added to its channel's base: the forecasts [C × L], then for
   * each level the lower and the upper ends [C × L]. NaN is missing. So a forecast is as fine as it is far from its base, however large both
   * are.
   */
  readonly differences: string
  /** Number of the first observation that `inside` knows of; those before have none. */
  readonly insideFirst: number
  /**
   * Base64 of bytes from `insideFirst` on: one an observation that is 1 where what follows is known, then the experts' weights [E × C × L] in
   * 255ths, then for each cell six arrays [C × hidden]: input, forget and output gate in 255ths, candidate, cell and state
   * squashed (see byte.ts).
   */
  readonly inside: string
  /** The server's clock when the frame was made, in milliseconds: a page that sees it grow late is lagging. */
  readonly at: number
}

/** Something that happened at a time: one tick on the ribbon. */
export interface Mark {
  /** Milliseconds since 1970, on the data's own clock. */
  readonly time: number
  readonly kind: 'restart' | 'drift' | 'reject' | 'note'
  readonly text: string
}

export interface Status {
  readonly state: 'waiting' | 'live' | 'ended' | 'interrupted' | 'failed'
  /** Observations so far. */
  readonly observations: number
  /** Share of the input read, 0 … 1; null where the length is not known. */
  readonly fraction: number | null
  readonly rows: Rows | null
  readonly scores: ScoreTable | null
  /** What was chosen and why, line by line. */
  readonly notes: readonly string[]
  /** What stopped the run, as printed by the command line: `file:line column: expected …`; or when in the data it was interrupted. */
  readonly problem: string | null
}

export interface Beat {
  readonly at: number
}

/** A run, whole: what a report embeds and `/run.json` answers. */
export interface Recording {
  readonly run: Run
  readonly frame: Frame | null
  readonly marks: readonly Mark[]
  readonly status: Status
}
