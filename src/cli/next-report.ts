import { keyText } from '../series/key-text.ts'
import { zoneIn } from '../time/duration.ts'
import { type Channel, channelOf, type NextReportOptions, type Screen } from './channel.ts'
import { nextList } from './next-list.ts'
import { nextTable } from './next-table.ts'
import { outcomeNext } from './outcome-next.ts'
import type { Recent } from './recent.ts'

/** More lines of tables than this are shown as a list, a line a series. */
const tableLines = 50

/**
 * The next values as text: a table a series, or a line a series if there are many.
 *
 * @param series names of the channels
 */
export function nextReport(
  recent: readonly Recent[],
  series: readonly string[],
  options: NextReportOptions,
  terminal: Screen,
): string {
  const zone = zoneIn(options.cadence)
  const { restartable, total } = options
  const isTotal = ({ last }: Recent) => total !== undefined && keyText(last.key) === keyText(total)
  if (recent[0]?.last.outcomes) return outcomeNext(recent, options, terminal)
  const sorted = [...recent.filter(isTotal), ...recent.filter((one) => !isTotal(one))]
  const lasts = series.map((_, channel) => recent.map(({ last }) => last.observation.values[channel]!))
  const channels = sorted.flatMap((one) =>
    series.map((_, channel) => channelOf(one, series, channel, zone, restartable ? lasts[channel] : undefined)),
  )
  const lengthOf = ({ spreads, sums }: Channel) => Math.min(spreads.length, options.rows ?? 1e9) + sums.length + 4
  const lines = channels.reduce((length, channel) => length + lengthOf(channel), 0)
  if (channels.length > 1 && lines > tableLines) return nextList(channels, options, terminal)
  return channels.map((channel) => nextTable(channel, options, terminal)).join('\n')
}
