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
import { namesWithin } from './names-within.ts'
import { type TableCell, table } from './table.ts'
import { valueText } from './value-text.ts'

/** Series in the list, at most. */
const listed = 20
/** Columns for the numbers and the drawing beside a name. */
const besideName = 56
const shortestName = 16
const longestName = 40

/** A line a channel: its next value. */
export function nextList(channels: readonly Channel[], { rest, total }: NextReportOptions, terminal: Screen): string {
  const { paint, screen, unicode } = terminal
  const dim = (text: string): TableCell => ({ text, paint: (shown) => paint('dim', shown) })
  const shown = channels.slice(0, listed)
  const times = shown.map(({ spreads: [next], time }) => time(next!.time))
  const sameTime = times.every((text) => text === times[0])
  const level = channels[0]!.levels[0]
  const longest = Math.max(shortestName, Math.min(longestName, (screen?.columns ?? 120) - besideName))
  const nameOf = ({ name }: Channel) => name
  const names = namesWithin(shown.map(nameOf), channels.map(nameOf), longest)
  const line = ({ spreads: [next], past, width }: Channel, i: number): TableCell[] => {
    const value = valueText(past, width)
    return [
      { text: names[i]! },
      ...(sameTime ? [] : [{ text: times[i]! }]),
      { text: value(next!.value), paint: (text) => paint('bold', text) },
      ...(level === undefined ? [] : [{ text: rangesOf([next!], 0, value)[0]! }]),
    ]
  }
  const lines = table([
    [
      dim(sameTime ? times[0]! : ''),
      ...(sameTime ? [] : [dim('next')]),
      dim('forecast'),
      ...(level === undefined ? [] : [dim(`${percentOf(level)} % sure it is`)]),
    ],
    ...shown.map(line),
  ])
  const width = widthOf(lines)
  const room = roomBeside(width, terminal)
  const drawing = (i: number) => `  ${paint('accent', drawnPast(shown[i]!.drawn, room!, unicode))}`
  const drawn = lines.map((line, i) =>
    room === undefined || i === 0 ? line : line + ' '.repeat(width - stringWidth(line)) + drawing(i - 1),
  )
  const more = channels.length - shown.length
  const leads = channels[0]!.spreads.length
  const after = more > 0 ? `${whole(more)} more series` : leads > 1 ? `${whole(leads - 1)} more leads` : undefined
  return printed(
    total ? `the total and ${whole(channels.length - 1)} series` : `${whole(channels.length)} series`,
    [...drawn, ...(after === undefined ? [] : [paint('dim', `… ${after}: ${rest}`)])],
    paint,
  )
}
