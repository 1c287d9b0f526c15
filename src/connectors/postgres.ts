import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import * as z from 'zod/mini'
import { Changes } from '../delivery/changes.ts'
import { Refused } from '../delivery/message.ts'
import { ConfigError } from '../errors.ts'
import { shownAddress } from '../live/address.ts'
import { atRest } from '../live/at-rest.ts'
import type { Feed, Link } from '../live/feed.ts'
import { columnsOf, liveChecks, liveColumns, liveFacts, liveWhereabouts } from '../live/live-columns.ts'
import { liveSource } from '../live/live-source.ts'
import { tlsOption } from '../live/tls.ts'
import { trustedFeed } from '../live/trusted-feed.ts'
import { columnNames } from '../sources/row-decoder.ts'
import { type SourcePlace, type SourceRecipe, type SourceWord, sourceRecipe } from '../sources/source.ts'
import { optional, required, withDefault } from '../words/option.ts'
import { spanMs, spanText } from '../words/span-text.ts'
import type { PostgresOptions } from './options.generated.ts'
import { connectPostgres, type Postgres, postgresError, postgresUrl, quoted } from './postgres-client.ts'
import { demandColumns } from './postgres-columns.ts'

export type { PostgresOptions }

const { format: _format, columns: _columns, delimiter: _delimiter, rows: _rows, ...columns } = liveColumns
const text = z.string().check(z.minLength(1))

export const postgresOptions = z
  .strictObject({
    url: postgresUrl,
    query: required(
      text,
      'A query, or a table or view by its name: select * from readings. Only rows that it had not returned before are read.',
    ),
    rising: required(
      text,
      'Column of its rows that only rises, such as id or updated_at: only rows with a value not below the last one are asked for.',
    ),
    overlap: optional(
      z.union([z.number().check(z.positive()), spanText]),
      'How far below the last value of rising new rows can still come, such as 10s for times or 1000 for numbers: transactions end in another order than they begin. Default: rows below the last value are lost.',
    ),
    every: withDefault(spanText, '10s', 'Time between two queries.'),
    listen: optional(text, 'Channel on which notify says that there are rows: they are then read at once.'),
    tls: tlsOption,
    ...columns,
  })
  .check(
    ...(liveChecks as unknown as readonly z.core.$ZodCheck<never>[] as []),
    z.describe('Options of the source `postgres`.'),
  )

type Options = z.output<typeof postgresOptions>

/** The source word `postgres`: polls a query for new rows. */
export const postgresSource: SourceWord = {
  name: 'postgres',
  summary: 'Reads the rows of a query to PostgreSQL, and then its new rows as they come, by a rising column.',
  argument: postgresOptions,
  example: {
    url: 'postgres://reader@localhost/plant',
    query: 'select * from readings',
    rising: 'id',
    time: 'measured_at',
    target: 'temperature',
  },
  facts: (options: Options) => liveFacts(liveOptions(options)),
  whereabouts: ['url', 'every', 'listen', 'overlap', 'tls', ...liveWhereabouts],
  build: (options: Options, place) =>
    liveSource(liveOptions(options), place, trustedFeed('postgres', new PostgresFeed(options, place))),
}

/**
 * Reads the rows of a query to PostgreSQL as they come.
 *
 * @returns a source for the `source` of `run`
 * @throws ConfigError if an option is invalid
 */
export const readPostgres = (options: PostgresOptions): SourceRecipe => sourceRecipe(postgresSource, options)

const liveOptions = (options: Options) => ({
  ...options,
  format: 'json' as const,
  columns: undefined,
  delimiter: ',',
  rows: undefined,
})

/** New rows in a message; those with the same value of the rising column are in the same one. */
const pageRows = 500

/** How far rows were read. */
interface Cursor {
  /** The last value of the rising column, as PostgreSQL prints it. */
  readonly at: string
  /** The rows from there on, or from `overlap` below it, that were read: how many of each. */
  readonly near: Readonly<Record<string, number>>
}

class PostgresFeed implements Feed {
  readonly name: string
  private readonly options: Options
  private readonly postgres: Postgres
  /** Whether there was a connection before. */
  private known = false

  constructor(options: Options, place: SourcePlace) {
    this.options = options
    this.name = shownAddress(options.url)
    this.postgres = { word: 'postgres', ...options, resolve: (path) => place.resolve(path) }
  }

  async run(link: Link): Promise<void> {
    const { every, listen } = this.options
    let client: Client | undefined
    try {
      client = await connectPostgres(this.postgres, link.signal, { options: '-c default_transaction_read_only=on' })
      const changes = new Changes()
      client.on('notification', () => changes.tell())
      client.on('end', () => changes.tell())
      if (listen !== undefined) await client.query(`listen ${quoted(listen)}`)
      const pages = await Pages.prepare(client, this.options)
      this.known = true
      link.open()
      while (!link.signal.aborted) {
        const changed = changes.next()
        await this.pass(client, pages, link)
        link.heard()
        await atRest(link, spanMs(every)!, changed)
      }
    } catch (error) {
      if (link.signal.aborted) return
      const meant = postgresError(error, this.postgres, this.known, client)
      if (!(meant instanceof Refused) || this.known) throw meant
      throw new ConfigError([{ where: 'postgres.query:', message: meant.message }])
    } finally {
      await client?.end().catch(() => {})
    }
  }

  /** Reads the new rows until there are no more. */
  private async pass(client: Client, pages: Pages, link: Link): Promise<void> {
    let cursor: Cursor | undefined = link.cursor === undefined ? undefined : JSON.parse(link.cursor)
    for (let isLast = false; !isLast && !link.signal.aborted; ) {
      const skip = new Map(Object.entries(cursor?.near ?? {}))
      const limit = [...skip.values()].reduce((sum, count) => sum + count, pageRows)
      const page = await pages.from(client, cursor?.at, limit)
      if (page.length === 0) return
      const fresh = page.filter(({ digest }) => {
        const left = skip.get(digest) ?? 0
        if (left > 1) skip.set(digest, left - 1)
        else skip.delete(digest)
        return left === 0
      })
      isLast = page.length < limit
      // After a whole page there may be more of the rows that were read before; after the last one they are gone.
      cursor = cursorAfter(page, isLast ? new Map() : skip)
      if (fresh.length > 0) await link.message(`[${fresh.map(({ json }) => json)}]`, JSON.stringify(cursor))
    }
  }
}

/** A row of the query. */
interface Row {
  readonly json: string
  readonly digest: string
  /** Its value of the rising column. */
  readonly at: string
  /** Whether it has the last value of the page, or one within `overlap` below it. */
  readonly isNear: boolean
}

/**
 * The cursor after a page.
 *
 * @param further how many of each row were read before, and are still to come
 */
function cursorAfter(page: readonly Row[], further: ReadonlyMap<string, number>): Cursor {
  const near = new Map(further)
  for (const { digest, isNear } of page) if (isNear) near.set(digest, (near.get(digest) ?? 0) + 1)
  return { at: page.at(-1)!.at, near: Object.fromEntries(near) }
}

/** Reads the rows of a query in pages. */
class Pages {
  private readonly query: string
  private readonly rising: string
  private readonly type: string
  private readonly overlap: string

  private constructor(query: string, rising: string, type: string, overlap: string) {
    this.query = query
    this.rising = rising
    this.type = type
    this.overlap = overlap
  }

  /**
   * Has the database check the query.
   *
   * @throws ConfigError if a column that is to be read is not among those of the query
   */
  static async prepare(client: Client, options: Options): Promise<Pages> {
    const { overlap, query, rising } = options
    const [inner, column] = [queryOf(query), quoted(rising)]
    const { fields } = await client.query(`select "q".* from ${inner} as "q" limit 0`)
    const header = fields.map(({ name }) => name)
    demandColumns([rising, ...columnNames(columnsOf(liveOptions(options)))], header)
    const { dataTypeID, dataTypeModifier } = fields.find(({ name }) => name === rising)!
    const types = await client.query('select format_type($1, $2) as type', [dataTypeID, dataTypeModifier])
    const below =
      overlap === undefined ? '' : typeof overlap === 'number' ? ` - ${overlap}` : ` - interval '${spanMs(overlap)} ms'`
    return new Pages(inner, column, types.rows[0].type, below)
  }

  /**
   * The rows from a value on, or from `overlap` below it: those with that value can be joined by more at any time.
   *
   * @param at undefined for the first rows
   * @param limit of rows; there are more if the last ones have the same value
   */
  async from(client: Client, at: string | undefined, limit: number): Promise<Row[]> {
    const { overlap, query, rising, type } = this
    const where = at === undefined ? 'is not null' : `>= $1::${type}${overlap}`
    const { fields, rows } = await client.query({
      text: `select "page".${rising}::text, "page".${rising} >= max("page".${rising}) over ()${overlap}, "page".*
        from (select * from ${query} as "q" where "q".${rising} ${where} order by "q".${rising}
          fetch first ${limit} rows with ties) as "page" order by "page".${rising}`,
      values: at === undefined ? [] : [at],
      rowMode: 'array',
    })
    const names = fields.slice(2).map(({ name }) => name)
    const isJson = fields.slice(2).map(({ dataTypeID }) => jsonTypes.includes(dataTypeID))
    return rows.map(([value, near, ...cells]: (string | null)[]) => {
      const row = cells.map((cell, i) => [names[i]!, cell !== null && isJson[i] ? JSON.parse(cell) : cell] as const)
      const json = JSON.stringify(Object.fromEntries(row))
      const digest = createHash('sha256').update(json).digest('hex').slice(0, 16)
      return { json, digest, at: value!, isNear: near === 't' }
    })
  }
}

/** Object identifiers of json and jsonb, the same in every database. */
const jsonTypes = [114, 3802]

/** A query in parentheses, or the name of a table. */
function queryOf(query: string): string {
  const text = query.trim().replace(/;\s*(--[^\n]*\s*)*$/, '')
  return /\s/.test(text) ? `(${text}\n)` : text
}
