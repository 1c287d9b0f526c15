import type { SeriesEvent } from '../series/event.ts'
import { percentOf } from '../series/forecast.ts'
import { keyNames } from '../series/key-names.ts'
import type { ScoredData } from '../series/scored.ts'
import type { SinkPlace } from './sink.ts'

/** A column of a table of forecasts or events. */
export interface TableColumn {
  readonly name: string
  /** `time` is in milliseconds since 1970. */
  readonly type: 'text' | 'time' | 'integer' | 'number' | 'boolean'
  /** Whether it is one of those that tell a row from all others. */
  readonly key: boolean
}

/** A cell of a table; null is unknown. */
export type TableCell = string | number | boolean | null

/** A row, in the order of the columns. */
export type TableRow = readonly TableCell[]

type Place = Pick<SinkPlace, 'series' | 'by'>

const keyed = (by: readonly string[] | undefined): TableColumn[] =>
  keyNames(by).map((name) => ({ name, type: 'text', key: true }))

/**
 * The columns of a table of forecasts: key columns, series, origin, time, lead, forecast, and two for each level, such
 * as `lower_80`, `upper_80`. If sums were asked for, `sum` says whether a row is the sum over leads 1 … `lead`.
 */
export function forecastColumns(
  { by }: Place,
  { levels, sums }: Pick<ScoredData, 'levels'> & { readonly sums?: unknown },
): readonly TableColumn[] {
  return [
    ...keyed(by),
    { name: 'series', type: 'text', key: true },
    { name: 'origin', type: 'time', key: true },
    { name: 'time', type: 'time', key: false },
    { name: 'lead', type: 'integer', key: true },
    ...(sums ? [{ name: 'sum', type: 'boolean', key: true } as const] : []),
    { name: 'forecast', type: 'number', key: false },
    ...levels.flatMap((level): TableColumn[] =>
      ['lower', 'upper'].map((end) => ({ name: `${end}_${percentOf(level)}`, type: 'number', key: false })),
    ),
  ]
}

/** The rows of an origin, one for each channel and lead, then one for each sum. */
export function forecastTableRows({ series, by }: Place, scored: ScoredData): TableRow[] {
  const { leads, lower, observation, origin, sums, times, upper, values } = scored
  const key = (by ?? []).map((_, i) => observation.key?.[i] ?? '')
  const none: readonly boolean[] = sums ? [false] : []
  return series.flatMap((name, channel) => {
    const start = [...key, name, timeCell(origin)]
    const single = leads.map((lead, i) => {
      const at = channel * leads.length + i
      return [...start, timeCell(times[i]!), lead, ...none, known(values[at]!), ...ends(lower, upper, at)]
    })
    const sum = (sums?.over ?? []).map((over, k) => {
      const at = channel * sums!.over.length + k
      const end = timeCell(times[leads.indexOf(over)]!)
      return [...start, end, over, true, known(sums!.values[at]!), ...ends(sums!.lower, sums!.upper, at)]
    })
    return [...single, ...sum]
  })
}

const ends = (lower: readonly Float64Array[], upper: readonly Float64Array[], at: number): TableCell[] =>
  lower.flatMap((low, v) => [known(low[at]!), known(upper[v]![at]!)])

/** The columns of a table of events. */
export const eventColumns = ({ by }: Place): readonly TableColumn[] => [
  ...keyed(by),
  { name: 'series', type: 'text', key: true },
  { name: 'time', type: 'time', key: true },
  { name: 'event', type: 'text', key: true },
  { name: 'of', type: 'text', key: true },
  { name: 'since', type: 'time', key: false },
  { name: 'rarity', type: 'number', key: false },
  { name: 'clock', type: 'boolean', key: false },
  { name: 'reason', type: 'text', key: true },
]

/** The row of an event; `series` is empty if it is about all of them. */
export const eventTableRow = ({ series, by }: Place, event: SeriesEvent): TableRow => {
  const { channel, clock = false, key, kind, of = '', rarity = Number.NaN, reason, since = Number.NaN, time } = event
  return [
    ...(by ?? []).map((_, i) => key?.[i] ?? ''),
    channel === undefined ? '' : (series[channel] ?? ''),
    timeCell(time),
    kind,
    of,
    timeCell(since),
    known(rarity),
    clock,
    reason,
  ]
}

const known = (x: number): TableCell => (Number.isNaN(x) ? null : x)

/** Unknown beyond the range of Date too. */
const timeCell = (time: number): TableCell => (Math.abs(time) <= 8.64e15 ? time : null)
