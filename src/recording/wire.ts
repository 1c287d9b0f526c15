import type { ScoreTable } from '../scores/score-table.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { Limit } from '../series/limit.ts'
import type { Holiday } from '../time/holiday-days.ts'

/**
 * The data model of the page: sent by the server, embedded in reports, read by the page.
 *
 * `GET /events` is a stream of server-sent events. Each has a JSON object and an id to resume from (`?after=id` or
 * `Last-Event-ID`):
 *
 * - `run` (Run): first, and again when the following rows do not continue those sent before;
 * - `frame` (Frame): the observations since the last frame, at most 20 times a second;
 * - `marks` (Mark[]): events besides the observations;
 * - `status` (Status): the latest state and scores, at most 4 times a second;
 * - `beat` (Beat): every few seconds without another event.
 *
 * `GET /run.json` returns a Recording: everything kept. `GET /here` has no body; its status says whether a stream would
 * be opened (204), or refused because of a wrong token (401) or too many clients (503).
 */
export interface Run {
  /** New for every start of the server; rows of another run cannot be continued. */
  readonly id: string
  readonly title: string
  /** Names of the channels. */
  readonly series: readonly string[]
  /** Zone of the times, such as `+09:00` or `Europe/Berlin`; UTC if left out. */
  readonly zone?: string | undefined
  /** The limits that its alerts watch for, drawn as lines; left out if there are none. */
  readonly limits?: readonly Limit[] | undefined
  /** Null before the first observation. */
  readonly layout: Layout | null
  /** Number of the first observation that follows. */
  readonly first: number
}

/** The arrangement of the numbers of one observation in a frame: C channels, L leads, V levels, E experts. */
export interface Layout {
  readonly channels: number
  /** Leads in steps, ascending. */
  readonly leads: readonly number[]
  /** Nominal coverage of each interval. */
  readonly levels: readonly number[]
  readonly experts: readonly string[]
  readonly cells: readonly CellLayout[]
  /** True if the forecasts are probabilities of outcomes, and actual values 0 or 1; else left out. */
  readonly outcomes?: boolean
}

export interface CellLayout {
  readonly name: string
  readonly hidden: number
}

/** Observations `first` … `first + times.length − 1`, each with the forecast made at it. */
export interface Frame {
  readonly first: number
  /** Milliseconds since 1970, by observation. */
  readonly times: readonly number[]
  /** Times forecast by the last observation, by lead; null while the cadence is unknown. */
  readonly ahead: readonly (number | null)[]
  /** Numbers of the observations that follow a gap too long to fill. */
  readonly restarts: readonly number[]
  /**
   * The public holidays from the observation before these to the last of them, and to the last time forecast if they are
   * the newest; left out if there are none.
   */
  readonly holidays?: readonly Holiday[]
  /**
   * Base64 of little-endian float64, 2C per observation: the exact actual values [C], NaN if missing, and the bases
   * [C].
   */
  readonly exact: string
  /**
   * Base64 of little-endian float32, C × L × (1 + 2V) per observation, to be added to the base of the channel: the
   * forecasts [C × L], then for each level the lower and the upper bounds [C × L]. NaN is missing. The precision of a
   * forecast thus depends on its distance from the base, not on its size.
   */
  readonly differences: string
  /** Number of the first observation with inside state. */
  readonly insideFirst: number
  /**
   * Base64 of bytes from `insideFirst` on, per observation: 1 if the rest is known, the weights of the experts [E × C ×
   * L] in 255ths, and for each cell six arrays [C × hidden]: input, forget and output gate in 255ths, candidate, cell
   * and state as signed bytes (see byte.ts).
   */
  readonly inside: string
  /** The server's clock when the frame was made, in milliseconds; the page measures its delay with it. */
  readonly at: number
}

/** A frame before its numbers are encoded, as the page without a server gets it. */
export interface DecodedFrame extends Omit<Frame, 'exact' | 'differences' | 'inside'> {
  readonly exact: Float64Array
  readonly differences: Float32Array
  readonly inside: Uint8Array
}

/** An event at a time, shown as a tick on the ribbon. */
export interface Mark {
  /** Milliseconds since 1970, in the time of the data. */
  readonly time: number
  readonly kind: 'restart' | 'drift' | 'reject' | 'note' | 'anomaly' | 'alert' | 'stale' | 'recovered'
  readonly text: string
  /** Index of the series it is about; left out if it is about all of them. */
  readonly channel?: number
}

/** A mark on its way to its series. */
export interface KeyedMark extends Mark {
  /** Absent if it belongs to the series of the last observation. */
  readonly key?: readonly string[] | undefined
}

export interface Status {
  readonly state: 'waiting' | 'live' | 'ended' | 'interrupted' | 'failed'
  /** Number of observations so far. */
  readonly observations: number
  /** Share of the input read, 0 … 1; null if its length is unknown. */
  readonly fraction: number | null
  readonly rows: RowCounts | null
  readonly scores: ScoreTable | null
  /** What was chosen and why, one line each. */
  readonly notes: readonly string[]
  /**
   * Why the run failed, as printed by the command line (`file:line column: expected …`), or the time at which it was
   * interrupted.
   */
  readonly problem: string | null
  /** When rows came; left out before the first, and in a file. */
  readonly arrivals?: Arrivals | undefined
  /** The last checkpoint; left out if there is none, and in a file. */
  readonly checkpoint?: CheckpointTaken | undefined
  /** The worker that serves the page of its group; left out if it is not one of a group. */
  readonly worker?: WorkerStatus | undefined
}

/** A worker of a group, and what its page shows of the group. */
export interface WorkerStatus {
  readonly group: string
  /** Number of partitions of the input; null until the broker has answered. */
  readonly partitions: number | null
  readonly connected: boolean
  /** Whether it belongs to the group. */
  readonly joined: boolean
  /** Its own, by partition. */
  readonly tasks: readonly TaskStatus[]
  /** Where the forecasts on the page are from, and what of them is not shown, one sentence each. */
  readonly shows: readonly string[]
}

/** A partition of a worker. */
export interface TaskStatus {
  readonly partition: number
  readonly state: 'restoring' | 'running' | 'waiting'
  /** Why it waits; null if it does not. */
  readonly problem: string | null
  /** Records that wait to be processed; null if that is not known. */
  readonly lag: number | null
  /** Milliseconds that its last takeover took; null before its end. */
  readonly restoreMs: number | null
  readonly takeovers: number
  readonly errors: number
}

/** When rows came and whether they could be used. Times are of the server's clock, in milliseconds. */
export interface Arrivals {
  readonly lastRow: number
  /** Null if none could be used. */
  readonly lastUsed: number | null
  /** When rows count as stopped, if none comes until then; null if none could be used. */
  readonly lateAt: number | null
  /** Rows rejected since the last one that was used. */
  readonly rejectedInRow: number
  /** Why the last of these was, as printed by the command line; null if there is none. */
  readonly reason: string | null
}

/** A checkpoint that was written, or that failed. */
export interface CheckpointTaken {
  /** The server's clock at its end, in milliseconds; of the last one that was written. Null if there is none yet. */
  readonly at: number | null
  /** Why the last one failed; null if it was written. */
  readonly problem: string | null
}

export interface Beat {
  readonly at: number
}

/** A whole run: embedded in reports, and returned by `/run.json`. */
export interface Recording<F = Frame> {
  readonly run: Run
  readonly frame: F | null
  readonly marks: readonly Mark[]
  readonly status: Status
}
