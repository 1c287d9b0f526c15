import stringWidth from 'string-width'
import { inOneLine } from '../series/printable.ts'
import type { Zone } from '../time/zone.ts'
import type { Recent } from './recent.ts'
import { type Spread, spark } from './spark.ts'
import type { Terminal } from './terminal.ts'
import { timeText } from './time-text.ts'

export interface NextReportOptions {
  /** Leads in a table, at most. Default: all. */
  readonly rows?: number
  /**
   * Whether a part of the past may be unknown, as after a restart: the text then follows from the last forecasts alone,
   * and the past is only drawn. Default: false.
   */
  readonly restartable?: boolean
  /** The key of the total, which comes first; undefined if there is none. */
  readonly total?: readonly string[] | undefined
  /** The cadence of the series, in whose zone times are shown. */
  readonly cadence?: string | undefined
  /** How to get what is left out. */
  readonly rest: string
}

/** The part of a terminal that the next forecasts are printed for. */
export type Screen = Pick<Terminal, 'paint' | 'screen' | 'unicode'>

/** Values of the past that are drawn, or a few more to fill the line. */
const drawn = 60
/** A narrower fan or spark line shows nothing; a wider one shows no more. */
const leastDrawing = 10
const mostDrawing = 40

/** The width of an interval from which on its ends need no decimals. */
const noDecimals = 10

/** One target of one series: its past, and its next forecasts. */
export interface Channel {
  /** The key and the target. */
  readonly name: string
  readonly past: readonly number[]
  /** Values to draw before the forecasts. */
  readonly drawn: readonly number[]
  /** Time of the last known value; the last time of all if none is known. */
  readonly lastTime: number
  readonly spreads: readonly (Spread & { readonly time: number })[]
  /** Of the sums over leads asked for. */
  readonly sums: readonly (Spread & { readonly over: number; readonly width: number })[]
  readonly levels: readonly number[]
  readonly time: (time: number) => string
  /** The last known value. */
  readonly observed: number
  /** The middle width of the first interval, of whole numbers at least `noDecimals`; NaN if there is none. */
  readonly width: number
}

/**
 * @param series names of the targets
 * @param lasts the last value of each series, whose decimals are shown if a part of the past may be unknown
 */
export function channelOf(
  known: Recent,
  series: readonly string[],
  channel: number,
  zone: Zone | undefined,
  lasts?: readonly number[],
): Channel {
  const recent = lasts ? known.alone() : known
  const forecast = recent.last
  const { leads, levels, times, observation } = forecast
  const spreads = leads.map((lead) => forecast.at(channel, lead))
  const widths = spreads
    .flatMap(({ intervals: [inner] }) => (inner ? inner.upper - inner.lower : []))
    .filter((width) => width > 0)
    .sort((a, b) => a - b)
  const numbers = spreads.flatMap(({ value, intervals }) => [
    value,
    ...intervals.flatMap((one) => [one.lower, one.upper]),
  ])
  const whole = numbers.every((number) => Number.isNaN(number) || Number.isInteger(number))
  const usefulWidth = (width: number) => (whole ? Math.max(width, noDecimals) : width)
  const sums = (forecast.sums?.over ?? []).map((over) => {
    const { value, intervals } = forecast.sum(channel, over)
    const [inner] = intervals
    return { over, value, intervals, width: usefulWidth(inner ? inner.upper - inner.lower : Number.NaN) }
  })
  const key = observation.key ?? []
  const values = recent.past(channel)
  const last = values.findLastIndex(Number.isFinite)
  return {
    name: inOneLine([...key, ...(series.length > 1 || key.length === 0 ? [series[channel]!] : [])].join(' · ')),
    past: lasts ?? values,
    drawn: known.past(channel),
    lastTime: recent.pastTimes.at(last)!,
    spreads,
    sums,
    levels,
    time: timeText([...recent.pastTimes.slice(-drawn), ...times], zone),
    observed: values.at(last)!,
    width: usefulWidth(widths[widths.length >> 1] ?? Number.NaN),
  }
}

/** Columns that are left for a drawing beside lines of a width; undefined if they are too few. */
export function roomBeside(width: number, { screen }: Screen): number | undefined {
  const room = Math.min(mostDrawing, (screen?.columns ?? 0) - width - 4)
  return room < leastDrawing ? undefined : room
}

/** The past of a channel as a spark line. */
export const drawnPast = (past: readonly number[], room: number, unicode: boolean) =>
  spark(past.slice(-room * Math.ceil(drawn / room)), room, unicode)

/** Lines below their title. */
export const printed = (title: string, lines: readonly string[], paint: Terminal['paint']) =>
  `${[paint('bold', title), ...lines.map((line) => `  ${line}`)].join('\n')}\n`

/** The ends of an interval of each lead, aligned with those of the others. */
export function rangesOf(spreads: readonly Spread[], v: number, value: (value: number) => string): string[] {
  const ends = spreads.map(({ intervals }) => [value(intervals[v]!.lower), value(intervals[v]!.upper)] as const)
  const [low, high] = [0, 1].map((end) => Math.max(...ends.map((pair) => pair[end as 0 | 1].length))) as [
    number,
    number,
  ]
  return ends.map(([lower, upper], i) =>
    Number.isNaN(spreads[i]!.intervals[v]!.lower) ? upper : `${lower.padStart(low)} to ${upper.padStart(high)}`,
  )
}

/** Columns that the widest line takes. */
export const widthOf = (lines: readonly string[]): number => Math.max(...lines.map((line) => stringWidth(line)))
