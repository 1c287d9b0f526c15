import stringWidth from 'string-width'
import { percentOf } from '../series/forecast.ts'
import {
  type Channel,
  drawnPast,
  type NextReportOptions,
  printed,
  rangesOf,
  roomBeside,
  type Screen,
  widthOf,
} from './channel.ts'
import { whole } from './figures.ts'
import { fanLine } from './spark.ts'
import { type TableCell, table } from './table.ts'
import type { Terminal } from './terminal.ts'
import { asWritten, valueText } from './value-text.ts'

/** Units to print values in if they are too long for the terminal, smallest first. */
const units = [
  { size: 1, name: '' },
  { size: 1e3, name: 'in thousands' },
  { size: 1e6, name: 'in millions' },
  { size: 1e9, name: 'in billions' },
]

/** The next leads of one channel, below its last value, in a unit that the terminal has room for. */
export function nextTable(channel: Channel, options: NextReportOptions, screen: Screen): string {
  const columns = screen.screen?.columns ?? Number.POSITIVE_INFINITY
  // An interval of less than a unit would need its decimals again.
  const some = units.filter(({ size }) => size === 1 || channel.width >= size)
  const all = some.flatMap((unit) => [channel.levels, channel.levels.slice(0, 1)].map((levels) => ({ unit, levels })))
  // Both intervals in thousands are better than one of them in full.
  const tries = [...all.filter((_, i) => i % 2 === 0), ...all.filter((_, i) => i % 2 === 1)]
  const lines = tries.map(({ unit, levels }) => tableLinesOf(channel, unit.size, levels, options, screen.paint))
  const fits = lines.findIndex((table) => widthOf(table) + 2 <= columns)
  const chosen = fits < 0 ? tries.length - 1 : fits
  const { unit, levels } = tries[chosen]!
  const sums = sumLines(channel, unit.size, levels)
  return drawnTable(channel, lines[chosen]!, sums, unit.name, options, screen)
}

/** A line a sum over leads: its forecast, and its intervals if they are known. */
const sumLines = ({ past, sums }: Channel, unit: number, levels: readonly number[]): string[] =>
  sums.map((sum) => {
    const value = valueText(past, sum.width, unit)
    const ranges = levels.map((level, v) => `${percentOf(level)} % sure ${rangesOf([sum], v, value)[0]}`)
    const known = ranges.filter((_, v) => !Number.isNaN(sum.intervals[v]!.lower))
    return [`sum of ${sum.over}: ${value(sum.value)}`, ...known].join(', ')
  })

function tableLinesOf(
  { lastTime, past, observed, spreads, time, width }: Channel,
  unit: number,
  levels: readonly number[],
  { rows = 1e9 }: NextReportOptions,
  paint: Terminal['paint'],
): string[] {
  const dim = (text: string): TableCell => ({ text, paint: (shown) => paint('dim', shown) })
  const value = valueText(past, width, unit)
  // The last value has the decimals of the data, and space in place of more.
  const last = unit === 1 ? asWritten(past, observed).padEnd(value(observed).length) : value(observed)
  const shown = spreads.slice(0, rows)
  const ranges = levels.map((_, v) => rangesOf(shown, v, value))
  return table([
    ['', 'forecast', ...levels.map((level) => `${percentOf(level)} % sure it is`)].map(dim),
    [time(lastTime), last, 'last value'].map(dim),
    ...shown.map((spread, i): TableCell[] => [
      { text: time(spread.time) },
      { text: value(spread.value), paint: (text) => paint('bold', text) },
      ...ranges.map((texts) => ({ text: texts[i]! })),
    ]),
  ])
}

/** A table with the past and the fan beside it, if there is room. */
function drawnTable(
  { name: plain, drawn, spreads }: Channel,
  lines: readonly string[],
  sums: readonly string[],
  unit: string,
  { rows = 1e9, rest }: NextReportOptions,
  terminal: Screen,
): string {
  const { paint, unicode } = terminal
  const shown = spreads.slice(0, rows)
  const name = unit === '' ? plain : `${plain}, ${unit}`
  const more = spreads.length - shown.length
  const after = [...(more > 0 ? [paint('dim', `… ${whole(more)} more: ${rest}`)] : []), ...sums]
  const width = widthOf(lines)
  const room = roomBeside(width, terminal)
  if (room === undefined) return printed(name, [...lines, ...after], paint)
  const ends = shown.flatMap(({ value, intervals }) => [value, ...intervals.flatMap((one) => [one.lower, one.upper])])
  const axis = rangeOf(ends)
  const drawing = (i: number) =>
    i === 0
      ? ''
      : i === 1
        ? paint('dim', drawnPast(drawn, room, unicode))
        : paint('accent', fanLine(shown[i - 2]!, axis, room, unicode))
  const drawnLines = lines.map((line, i) =>
    `${line}${' '.repeat(width - stringWidth(line) + 2)}${drawing(i)}`.trimEnd(),
  )
  return printed(name, [...drawnLines, ...after], paint)
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  const finite = values.filter(Number.isFinite)
  return [Math.min(...finite), Math.max(...finite)]
}
