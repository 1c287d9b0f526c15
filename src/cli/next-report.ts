import stringWidth from 'string-width'
import { percentOf } from '../series/forecast.ts'
import { zoneIn } from '../time/duration.ts'
import type { Zone } from '../time/zone.ts'
import { whole } from './figures.ts'
import type { Recent, RecentSeries } from './recent.ts'
import { fanLine, type Spread, spark } from './spark.ts'
import { shortened, type TableCell, table } from './table.ts'
import type { Terminal } from './terminal.ts'
import { timeText } from './time-text.ts'
import { valueText } from './value-text.ts'

export interface NextReportOptions {
  /** Leads in a table, at most. Default: all. */
  readonly rows?: number
  /** The cadence of the series, in whose zone times are shown. */
  readonly cadence?: string | undefined
  /** How to get what is left out. */
  readonly rest: string
}

/** More lines of tables than this are shown as a list, a line a series. */
const tableLines = 50
/** Series in the list, at most. */
const listed = 20
/** Values of the past that are drawn, or a few more to fill the line. */
const drawn = 60
/** A narrower fan or spark line shows nothing; a wider one shows no more. */
const leastDrawing = 10
const mostDrawing = 40
const longestName = 40

type Screen = Pick<Terminal, 'paint' | 'screen' | 'unicode'>

/**
 * The next values as text: a table a series, or a line a series if there are many.
 *
 * @param series names of the channels
 */
export function nextReport(
  recent: RecentSeries,
  series: readonly string[],
  options: NextReportOptions,
  terminal: Screen,
): string {
  const zone = zoneIn(options.cadence)
  const channels = recent.all.flatMap((one) => series.map((_, channel) => channelOf(one, series, channel, zone)))
  const lines = channels.reduce((sum, { spreads }) => sum + Math.min(spreads.length, options.rows ?? 1e9) + 4, 0)
  if (channels.length > 1 && lines > tableLines) return nextList(channels, options, terminal)
  return channels.map((channel) => nextTable(channel, options, terminal)).join('\n')
}

interface Channel {
  /** The key and the target. */
  readonly name: string
  readonly past: readonly number[]
  readonly origin: number
  readonly spreads: readonly (Spread & { readonly time: number })[]
  readonly levels: readonly number[]
  readonly time: (time: number) => string
  readonly value: (value: number) => string
  /** The last value with the decimals of the data, and space in place of more. */
  readonly last: string
}

function channelOf(recent: Recent, series: readonly string[], channel: number, zone: Zone | undefined): Channel {
  const forecast = recent.last
  const { leads, levels, times, origin, observation } = forecast
  const spreads = leads.map((lead) => forecast.at(channel, lead))
  const widths = spreads
    .flatMap(({ intervals: [inner] }) => (inner ? inner.upper - inner.lower : []))
    .filter((width) => width > 0)
    .sort((a, b) => a - b)
  const key = observation.key ?? []
  const values = recent.past(channel)
  const observed = observation.values[channel]!
  const value = valueText(values, widths[widths.length >> 1])
  return {
    name: [...key, ...(series.length > 1 || key.length === 0 ? [series[channel]!] : [])].join(' · '),
    past: values,
    origin,
    spreads,
    levels,
    time: timeText([...recent.pastTimes.slice(-drawn), ...times], zone),
    value,
    last: valueText(values)(observed).padEnd(value(observed).length),
  }
}

/** The next leads of one channel, below its last value. */
function nextTable(channel: Channel, { rows = 1e9, rest }: NextReportOptions, { paint, screen, unicode }: Screen) {
  const { name, past, origin, last, spreads, levels, time, value } = channel
  const dim = (text: string): TableCell => ({ text, paint: (shown) => paint('dim', shown) })
  const shown = spreads.slice(0, rows)
  const ranges = levels.map((_, v) => rangesOf(shown, v, value))
  const lines = table([
    ['', 'forecast', ...levels.map((level) => `${percentOf(level)} % sure it is`)].map(dim),
    [time(origin), last, 'last value'].map(dim),
    ...shown.map((spread, i): TableCell[] => [
      { text: time(spread.time) },
      { text: value(spread.value), paint: (text) => paint('bold', text) },
      ...ranges.map((texts) => ({ text: texts[i]! })),
    ]),
  ])
  const more = spreads.length - shown.length
  const after = more > 0 ? [paint('dim', `… ${whole(more)} more: ${rest}`)] : []
  const width = Math.max(...lines.map((line) => stringWidth(line)))
  const room = Math.min(mostDrawing, (screen?.columns ?? 0) - width - 4)
  if (room < leastDrawing) return printed(name, [...lines, ...after], paint)
  const ends = shown.flatMap(({ value, intervals }) => [value, ...intervals.flatMap((one) => [one.lower, one.upper])])
  const axis = rangeOf(ends)
  const drawing = (i: number) =>
    i === 0
      ? ''
      : i === 1
        ? paint('dim', drawnPast(past, room, unicode))
        : paint('accent', fanLine(shown[i - 2]!, axis, room, unicode))
  const drawnLines = lines.map((line, i) =>
    `${line}${' '.repeat(width - stringWidth(line) + 2)}${drawing(i)}`.trimEnd(),
  )
  return printed(name, [...drawnLines, ...after], paint)
}

/** A line a channel: its next value. */
function nextList(channels: readonly Channel[], { rest }: NextReportOptions, { paint, screen, unicode }: Screen) {
  const dim = (text: string): TableCell => ({ text, paint: (shown) => paint('dim', shown) })
  const shown = channels.slice(0, listed)
  const times = shown.map(({ spreads: [next], time }) => time(next!.time))
  const sameTime = times.every((text) => text === times[0])
  const level = channels[0]!.levels[0]
  const lines = table([
    [
      dim(sameTime ? times[0]! : ''),
      ...(sameTime ? [] : [dim('next')]),
      dim('forecast'),
      ...(level === undefined ? [] : [dim(`${percentOf(level)} % sure it is`)]),
    ],
    ...shown.map(({ name, spreads: [next], value }, i): TableCell[] => [
      { text: shortened(name, longestName) },
      ...(sameTime ? [] : [{ text: times[i]! }]),
      { text: value(next!.value), paint: (text) => paint('bold', text) },
      ...(level === undefined ? [] : [{ text: rangesOf([next!], 0, value)[0]! }]),
    ]),
  ])
  const width = Math.max(...lines.map((line) => stringWidth(line)))
  const room = Math.min(mostDrawing, (screen?.columns ?? 0) - width - 4)
  const drawnLines =
    room < leastDrawing
      ? lines
      : lines.map((line, i) =>
          i === 0
            ? line
            : `${line}${' '.repeat(width - stringWidth(line) + 2)}${paint('accent', drawnPast(shown[i - 1]!.past, room, unicode))}`,
        )
  const more = channels.length - shown.length
  const leads = channels[0]!.spreads.length
  const after = more > 0 ? `… ${whole(more)} more series` : leads > 1 ? `… ${whole(leads - 1)} more leads` : undefined
  return printed(
    `${whole(channels.length)} series`,
    [...drawnLines, ...(after === undefined ? [] : [paint('dim', `${after}: ${rest}`)])],
    paint,
  )
}

const drawnPast = (past: readonly number[], room: number, unicode: boolean) =>
  spark(past.slice(-room * Math.ceil(drawn / room)), room, unicode)

const printed = (title: string, lines: readonly string[], paint: Terminal['paint']) =>
  `${[paint('bold', title), ...lines.map((line) => `  ${line}`)].join('\n')}\n`

/** The ends of an interval of each lead, aligned with those of the others. */
function rangesOf(spreads: readonly Spread[], v: number, value: (value: number) => string): string[] {
  const ends = spreads.map(({ intervals }) => [value(intervals[v]!.lower), value(intervals[v]!.upper)] as const)
  const [low, high] = [0, 1].map((end) => Math.max(...ends.map((pair) => pair[end as 0 | 1].length))) as [
    number,
    number,
  ]
  return ends.map(([lower, upper], i) =>
    Number.isNaN(spreads[i]!.intervals[v]!.lower) ? upper : `${lower.padStart(low)} to ${upper.padStart(high)}`,
  )
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  const finite = values.filter(Number.isFinite)
  return [Math.min(...finite), Math.max(...finite)]
}
