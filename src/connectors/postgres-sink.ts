import type { Client } from 'pg'
import * as z from 'zod/mini'
import { deliveryOptionsOf, deliveryShape } from '../delivery/delivery-options.ts'
import { type Batch, Later } from '../delivery/message.ts'
import { type Service, serviceSink } from '../delivery/service-sink.ts'
import { shownAddress } from '../live/address.ts'
import { tlsOption } from '../live/tls.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { ScoredData } from '../series/scored.ts'
import {
  eventColumns,
  eventTableRow,
  forecastColumns,
  forecastTableRows,
  type TableRow,
} from '../sinks/forecast-table.ts'
import { selectionOptions } from '../sinks/selection.ts'
import { type SinkPlace, type SinkRecipe, type SinkWord, sinkRecipe } from '../sinks/sink.ts'
import { optional, withDefault } from '../words/option.ts'
import type { PostgresSinkOptions } from './options.generated.ts'
import { closeAtOnce, connectPostgres, type Postgres, postgresError, postgresUrl } from './postgres-client.ts'
import { prepareTable, type Table, tableName, upsert } from './postgres-table.ts'

export type { PostgresSinkOptions }

/** PostgreSQL cuts off longer names without a word. */
const name = z.string().check(
  z.minLength(1),
  z.refine((text) => Buffer.byteLength(text) <= 63, { error: 'a name of at most 63 bytes' }),
)

export const postgresSinkOptions = z
  .strictObject({
    url: postgresUrl,
    schema: optional(name, 'Schema of the tables. Default: the first of search_path.'),
    table: withDefault(name, 'forecasts', 'Table of the forecasts.'),
    eventTable: withDefault(name, 'forecast_events', 'Table of the events.'),
    create: withDefault(
      z.boolean(),
      true,
      'Whether to create missing tables, their schema and columns; if not, they must exist.',
    ),
    ...selectionOptions(
      'the table holds the last forecast of each series alone.',
      'Whether events are written too, to eventTable.',
    ),
    tls: tlsOption,
    ...deliveryShape,
  })
  .check(z.describe('Options of the sink `postgres`.'))

type Options = z.output<typeof postgresSinkOptions>

/** The sink `postgres`: forecasts as rows of a table. */
export const postgresSink: SinkWord = {
  name: 'postgres',
  summary: 'Writes forecasts to a table of PostgreSQL, and events to another; a row that is written again stays one.',
  argument: postgresSinkOptions,
  example: { url: 'postgres://forecaster@localhost/plant', table: 'forecasts' },
  writes: () => [],
  build: (options: Options, place) =>
    serviceSink('postgres', new PostgresService(options, place), options, deliveryOptionsOf(options, batchRows), place),
}

/**
 * Writes forecasts to a table of PostgreSQL.
 *
 * @returns a sink for the `sinks` of `run`
 * @throws ConfigError with every problem of the argument
 */
export const writePostgres = (options: PostgresSinkOptions): SinkRecipe => sinkRecipe(postgresSink, options)

/** A statement with 5,000 rows takes about 40 ms. */
const batchRows = 5000

/** Codes if a table, a column or a schema is not there. */
const gone = ['42P01', '42703', '3F000']

/** Rows of a forecast or an event; `levels` are those of a forecast. */
interface Rows {
  readonly levels?: readonly number[] | undefined
  readonly sums?: boolean | undefined
  readonly rows: readonly TableRow[]
}

class PostgresService implements Service<Rows> {
  readonly name: string
  readonly further: unknown
  readonly idempotent = true
  private readonly options: Options
  private readonly place: SinkPlace
  private readonly postgres: Postgres
  private client: Client | undefined
  /** Whether there was a connection before. */
  private known = false
  /** The tables that were found, with their columns. */
  private readonly prepared = new Set<string>()

  constructor(options: Options, place: SinkPlace) {
    this.options = options
    this.place = place
    this.postgres = { word: 'postgres', ...options, resolve: (path) => place.resolve(path) }
    const { schema, table, eventTable, only } = options
    this.name = `${shownAddress(options.url)} ${tableName({ schema, name: only === 'events' ? eventTable : table })}`
    this.further = options.eventTable
  }

  forecast(scored: ScoredData): Rows {
    const rows = forecastTableRows(this.place, scored).map((row) => row.map(finite))
    return { levels: scored.levels, ...(scored.sums && { sums: true }), rows }
  }

  event(event: SeriesEvent): Rows {
    return { rows: [eventTableRow(this.place, event)] }
  }

  async deliver({ messages }: Batch<Rows>, signal: AbortSignal): Promise<void> {
    const wereFound = this.prepared.size > 0
    try {
      this.client ??= await connectPostgres(this.postgres, signal)
      const { client } = this
      const settled = closeAtOnce(client, signal)
      try {
        await client.query('begin')
        for (const [table, rows] of this.tablesOf(messages.map(({ body }) => body))) {
          await this.prepare(client, table)
          await upsert(client, table, rows)
        }
        await client.query('commit')
        this.known = true
      } finally {
        settled()
      }
    } catch (error) {
      const { client } = this
      await this.close()
      // Tables that were dropped, or changed, since: they are made again, if that is allowed.
      if (wereFound && gone.includes((error as { readonly code?: string }).code ?? ''))
        throw new Later((error as Error).message, 0)
      throw postgresError(error, this.postgres, this.known, client)
    }
  }

  async close(): Promise<void> {
    const { client } = this
    this.client = undefined
    this.prepared.clear()
    await client?.end().catch(() => {})
  }

  /** The rows by table: of forecasts with the same columns, and of events. */
  private tablesOf(bodies: readonly Rows[]): Iterable<readonly [Table, TableRow[]]> {
    const { place } = this
    const { schema, table, eventTable, only } = this.options
    const found = new Map<string, [Table, TableRow[]]>()
    for (const { levels, sums, rows } of bodies) {
      const kind = JSON.stringify([levels, sums])
      const made: Table = levels
        ? { schema, name: table, columns: forecastColumns(place, { levels, sums }), latest: only === 'latest' }
        : { schema, name: eventTable, columns: eventColumns(place) }
      const entry = found.get(kind) ?? [made, []]
      found.set(kind, entry)
      entry[1].push(...rows)
    }
    return found.values()
  }

  private async prepare(client: Client, table: Table): Promise<void> {
    const what = JSON.stringify([table.name, table.columns])
    if (this.prepared.has(what)) return
    await prepareTable(client, table, this.options.create)
    this.prepared.add(what)
  }
}

/** As text what JSON cannot hold. */
const finite = (cell: TableRow[number]) => (typeof cell === 'number' && !Number.isFinite(cell) ? String(cell) : cell)
