import type { SeriesEvent } from '../series/event.ts'
import type { Status } from './wire.ts'

/**
 * What the page shows of a run of many series, besides wire.ts. A **line** is one target of one series: with C targets,
 * line `series × C + channel`. Series are numbered in the order of their first rows; the numbers never change.
 *
 * `GET /overview` is a stream of server-sent events, with ids to resume from as in `/events`:
 *
 * - `overview` (Overview): first, with all lines;
 * - `lines` (Lines): those that have changed, and new ones, at most 4 times a second; if many change, those whose state
 *   has changed come first, and the others within seconds;
 * - `events` (NumberedEvent[]): those since the last ones;
 * - `status` (RunStatus): at most 4 times a second;
 * - `beat` (Beat): every few seconds without another event.
 *
 * `GET /overview.json` returns an Overview, `GET /sparks.json?of=3,17,40` the Sparks of these lines (at most
 * `mostSparks`; unknown ones are left out). `GET /events?series=2` and `GET /run.json?series=2` are the stream and the
 * recording of one series, as in wire.ts.
 */
export interface Overview {
  readonly run: OverviewRun
  readonly lines: Lines
  /** The last ones, the oldest first. */
  readonly events: readonly NumberedEvent[]
  readonly status: RunStatus
}

/** What does not change during a run. */
export interface OverviewRun {
  /** New for every start of the server. */
  readonly id: string
  readonly title: string
  /** Names of the columns that tell the series apart; empty if there is one series with several targets. */
  readonly by: readonly string[]
  /** Names of the targets. */
  readonly channels: readonly string[]
  /** Zone of the times, such as `+09:00` or `Europe/Berlin`; UTC if left out. */
  readonly zone?: string | undefined
}

/** The status of the run as a whole; that of a series has its scores. */
export type RunStatus = Omit<Status, 'scores'>

/**
 * The state of a line, from the least urgent to the most:
 *
 * - `new`: too few rows to say anything else
 * - `fine`
 * - `anomaly`: one of its last 12 values was far from what was forecast
 * - `worse`: its intervals hold less than they promise and than before, or its errors are many times those of before
 * - `alert`: a stated thing is as probable as stated
 * - `drift`: within the last 30 rows its unit or level has changed, or its errors have become larger for good
 * - `stale`: no row has come for longer than is plausible, or its value does not change any more
 */
export const seriesStates = ['new', 'fine', 'anomaly', 'worse', 'alert', 'drift', 'stale'] as const
export type SeriesState = (typeof seriesStates)[number]

/** One target of one series, in one line. */
export interface SeriesLine {
  readonly index: number
  /** Number of its series, for `/events?series=`. */
  readonly series: number
  /** Number of its target among `channels`. */
  readonly channel: number
  /** Its texts in the columns `by`. */
  readonly key: readonly string[]
  readonly state: SeriesState
  /** 0 if it needs none; the larger, the sooner somebody should look. */
  readonly attention: number
  /** One sentence that says why; empty if there is nothing to say. */
  readonly why: string
  /** Time of its last row, in milliseconds since 1970. */
  readonly time: number | null
  /** Null if it is missing. */
  readonly value: number | null
  /** 1 − MAE ÷ MAE of the strongest naive forecast over all leads and the whole run; null if it is not known. */
  readonly skill: number | null
  /** Share of the last 50 values outside the outermost interval; 0 without intervals. */
  readonly misses: number
  readonly rows: number
  /** The number of its events so far. */
  readonly events: number
}

/** Lines in columns: entry i of each is of line `index[i]`. */
export interface Lines {
  /** The number of series before the first of `keys`. */
  readonly firstKey: number
  /** Keys of the series from there on; empty if there are no new ones. */
  readonly keys: readonly (readonly string[])[]
  /** Rising. */
  readonly index: readonly number[]
  /** Positions in `seriesStates`. */
  readonly state: readonly number[]
  readonly attention: readonly number[]
  readonly why: readonly string[]
  readonly time: readonly (number | null)[]
  readonly value: readonly (number | null)[]
  readonly skill: readonly (number | null)[]
  readonly misses: readonly number[]
  readonly rows: readonly number[]
  readonly events: readonly number[]
}

/** An event of one of the series. */
export interface NumberedEvent extends Omit<SeriesEvent, 'key'> {
  /** Numbered over all series, from 0. */
  readonly number: number
  /** Of the line that it is about; that of the first target if it is about all of them. */
  readonly index: number
}

/** The last values of a line with the forecast that was made at the last one. */
export interface Spark {
  readonly index: number
  /** Milliseconds since 1970. */
  readonly times: readonly number[]
  /** Null if missing. */
  readonly values: readonly (number | null)[]
  /** Positions of the values that were outside the outermost interval of the forecast for them. */
  readonly outside: readonly number[]
  /** Times forecast; empty while the cadence is not known. */
  readonly ahead: readonly number[]
  readonly forecast: readonly (number | null)[]
  /** The outermost interval; null without one. */
  readonly lower: readonly (number | null)[]
  readonly upper: readonly (number | null)[]
}

/** Lines of one request for sparks, at most. */
export const mostSparks = 200

/** Values of a spark, at most. */
export const sparkLength = 60

/**
 * The lines of a message, one object each.
 *
 * @param keys of all series so far, those of the message included
 * @param channels the number of targets
 */
export function unpackedLines(lines: Lines, keys: readonly (readonly string[])[], channels: number): SeriesLine[] {
  return lines.index.map((index, i) => {
    const series = Math.floor(index / channels)
    return {
      index,
      series,
      channel: index % channels,
      key: keys[series] ?? [],
      state: seriesStates[lines.state[i]!]!,
      attention: lines.attention[i]!,
      why: lines.why[i]!,
      time: lines.time[i]!,
      value: lines.value[i]!,
      skill: lines.skill[i]!,
      misses: lines.misses[i]!,
      rows: lines.rows[i]!,
      events: lines.events[i]!,
    }
  })
}
