import type { Client } from 'pg'
import { Refused } from '../delivery/message.ts'
import type { TableCell, TableColumn, TableRow } from '../sinks/forecast-table.ts'
import { quoted } from './postgres-client.ts'

/** The type of a column in PostgreSQL. */
const types = {
  text: 'text',
  time: 'timestamptz',
  integer: 'integer',
  number: 'double precision',
  boolean: 'boolean',
} as const

/** A table that rows are written to; rows with the same key replace each other. */
export interface Table {
  readonly schema: string | undefined
  readonly name: string
  readonly columns: readonly TableColumn[]
  /** Whether rows of earlier origins are removed. */
  readonly latest?: boolean
}

/** Name of a table in SQL. */
export const tableName = ({ schema, name }: Pick<Table, 'schema' | 'name'>): string =>
  schema === undefined ? quoted(name) : `${quoted(schema)}.${quoted(name)}`

/**
 * Finds a table, or makes it, with a primary key. Columns that it lacks, such as for a new level, are added.
 *
 * @param create whether that is allowed
 * @throws Refused if the table or a column is not there and must not be made
 */
export async function prepareTable(client: Client, table: Table, create: boolean): Promise<void> {
  const name = tableName(table)
  const { rows } = await client.query(
    'select attname as column from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped',
    [name],
  )
  const there = new Set(rows.map(({ column }) => column))
  const missing = table.columns.filter((column) => !there.has(column.name))
  if (missing.length === 0) return
  if (!create) {
    const got = there.size === 0 ? 'none' : `one without ${missing.map((column) => column.name).join(', ')}`
    throw new Refused(`expected a table ${name}, got ${got}; make it, or set create to true`)
  }
  if (there.size > 0) {
    const added = missing.map((column) => `add column if not exists ${columnText(column)}`)
    await client.query(`alter table ${name} ${added.join(', ')}`)
    return
  }
  if (table.schema !== undefined) {
    const { rows } = await client.query('select 1 from pg_namespace where nspname = $1', [table.schema])
    if (rows.length === 0) await client.query(`create schema if not exists ${quoted(table.schema)}`)
  }
  const keys = keysOf(table).map((column) => quoted(column.name))
  const columns = table.columns.map(columnText)
  await client.query(`create table if not exists ${name} (${columns.join(', ')}, primary key (${keys.join(', ')}))`)
}

const columnText = ({ name, type, key }: TableColumn) => `${quoted(name)} ${types[type]}${key ? ' not null' : ''}`

/** The columns that tell a row from all others. */
const keysOf = ({ columns, latest }: Table): TableColumn[] =>
  columns.filter(({ key, name }) => key && !(latest && name === 'origin'))

/**
 * Writes rows: new ones, and in place of those with the same key.
 *
 * @throws Refused if the table does not have that key
 */
export async function upsert(client: Client, table: Table, rows: readonly TableRow[]): Promise<void> {
  if (rows.length === 0) return
  const { columns, latest } = table
  const name = tableName(table)
  const names = columns.map((column) => quoted(column.name))
  const lists = columns.map((_, i) => rows.map((row) => cellText(row[i]!)))
  const given = columns.map(({ type }, i) => `$${i + 1}::${type === 'time' ? 'float8' : types[type]}[]`)
  // Milliseconds since 1970, as times before year 1 and after 9999 have no text that both sides know.
  const values = columns.map(({ type }, i) => (type === 'time' ? `to_timestamp(${names[i]} / 1000)` : names[i]))
  const from = `(select ${values.map((value, i) => `${value} as ${names[i]}`)} from unnest(${given}) as given(${names})) as given`
  const keys = keysOf(table).map((column) => quoted(column.name))
  if (latest) {
    const series = keys.filter((key) => key !== '"lead"' && key !== '"sum"')
    const same = series.map((key) => `old.${key} = given.${key}`)
    await client.query(
      `delete from ${name} as old using ${from} where ${same.join(' and ')} and old."origin" < given."origin"`,
      lists,
    )
  }
  const others = names.filter((column) => !keys.includes(column))
  const set = others.map((column) => `${column} = excluded.${column}`)
  const written = client.query(
    `insert into ${name} as old (${names}) select * from ${from} on conflict (${keys}) do update set ${set}` +
      (latest ? ' where old."origin" <= excluded."origin"' : ''),
    lists,
  )
  await written.catch((error) => {
    if (error.code !== noSuchKey) throw error
    const cure = `alter table ${name} add primary key (${keys.join(', ')})`
    throw new Refused(`expected a table ${name} with a key of ${keys.join(', ')}, got one without it; ${cure}`)
  })
}

/** The code if an `on conflict` has no key. */
const noSuchKey = '42P10'

/** PostgreSQL cannot hold NUL in a text. */
const cellText = (cell: TableCell): TableCell => (typeof cell === 'string' ? cell.replaceAll('\0', '\u2400') : cell)
