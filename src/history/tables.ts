import type { SeriesEvent } from '../series/event.ts'
import { keyText } from '../series/key-text.ts'
import { labelOf } from '../series/outcome-channels.ts'
import type { ScoredData } from '../series/scored.ts'
import {
  eventColumns,
  eventTableRow,
  forecastColumns,
  forecastTableRows,
  type TableColumn,
  type TableRow,
} from '../sinks/forecast-table.ts'
import type { SinkPlace } from '../sinks/sink.ts'
import { keyColumns } from './key-columns.ts'
import { Table } from './table.ts'

/** A table, and rows to put into it. */
export interface Filled {
  readonly table: Table
  readonly rows: readonly TableRow[]
}

/** Which forecasts and events are kept. */
export interface Kept {
  readonly only?: 'latest' | 'events' | undefined
}

type Place = Pick<SinkPlace, 'series' | 'by'>

/** The tables of a history with the rows of some forecasts and events, in the order of both. */
export function filledTables(
  place: Place,
  { only }: Kept,
  scored: readonly ScoredData[],
  events: readonly SeriesEvent[],
): Filled[] {
  const [first] = scored
  const happened = [...scored.flatMap((one) => one.events ?? []), ...events]
  return [
    ...(first === undefined || only === 'events'
      ? []
      : [
          {
            table: forecastTable(place, first, only === 'latest'),
            rows: (only === 'latest' ? lastOfEach(scored) : scored).flatMap((one) => forecastTableRows(place, one)),
          },
          { table: observationTable(place, first), rows: scored.flatMap((one) => observationRows(place, one)) },
        ]),
    { table: eventTable(place), rows: happened.map((event) => eventTableRow(place, event)) },
  ]
}

/** The columns with the names of keys that a table of DuckDB can have. */
const withKeys = (columns: readonly TableColumn[], by: readonly string[] = []): readonly TableColumn[] => {
  const names = keyColumns(by)
  return columns.map((column, i) => (i < names.length ? { ...column, name: names[i]! } : column))
}

/** Every forecast; those of a series and origin are replaced together, or those of a series. */
function forecastTable(place: Place, first: ScoredData, latest: boolean): Table {
  const whose = [...keyColumns(place.by), 'series']
  const columns = withKeys(forecastColumns(place, first), place.by)
  return new Table('forecasts', 'every forecast that was made', columns, {
    replaces: latest ? whose : [...whose, 'origin'],
    timeColumn: 'origin',
  })
}

/** What was observed; of outcomes what has happened, which can differ by lead. */
function observationTable({ by }: Place, { outcomes }: Pick<ScoredData, 'outcomes'>): Table {
  const columns: TableColumn[] = [
    ...keyColumns(by).map((name): TableColumn => ({ name, type: 'text', key: true })),
    { name: 'series', type: 'text', key: true },
    { name: 'time', type: 'time', key: true },
    ...(outcomes ? [{ name: 'lead', type: 'integer', key: true } as const] : []),
    { name: 'value', type: 'number', key: false },
  ]
  return new Table('observations', 'the values that came; empty if one is missing', columns, {
    replaces: [...keyColumns(by), 'series', 'time'],
    timeColumn: 'time',
    // The views join forecasts with observations by lead, or not.
    apart: { column: 'lead', with: 'outcomes', without: 'values' },
  })
}

function eventTable(place: Place): Table {
  const columns = withKeys(eventColumns(place), place.by)
  const replaces = columns.filter(({ key }) => key).map(({ name }) => name)
  return new Table('events', 'anomalies, drift, alerts and their ends', columns, { replaces, timeColumn: 'time' })
}

/** The observation that a forecast was made at, a row for each series, and of outcomes for each lead. */
function observationRows({ by, series }: Place, { leads, observation, origin, outcomes, residuals }: ScoredData) {
  const key = (by ?? []).map((_, i) => observation.key?.[i] ?? '')
  return series.flatMap((name, channel): TableRow[] => {
    const start = [...key, name, origin]
    if (!outcomes) return [[...start, known(observation.values[channel]!)]]
    return leads.map((lead, i) => [...start, lead, known(labelOf(residuals[channel * leads.length + i]!))])
  })
}

const known = (value: number) => (Number.isNaN(value) ? null : value)

const lastOfEach = (scored: readonly ScoredData[]): ScoredData[] => [
  ...new Map(scored.map((one) => [keyText(one.observation.key), one])).values(),
]
