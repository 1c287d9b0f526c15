import type { DuckDBValue } from '@duckdb/node-api'
import { DataError } from '../errors.ts'
import type { TableColumn, TableRow } from '../sinks/forecast-table.ts'
import { type Engine, named, text } from './engine.ts'

const sqlTypes = {
  text: 'varchar',
  time: 'timestamptz',
  integer: 'integer',
  number: 'double',
  boolean: 'boolean',
} as const

/** Rows appended at a time; a chunk of DuckDB has room for as many. */
const chunkRows = 2048

/** How the rows of a table relate to those that come. */
export interface TableRules {
  /** The columns that say which rows a new one replaces. */
  readonly replaces: readonly string[]
  /** The column of times by which rows come. */
  readonly timeColumn: string
  /** A column that all of its rows have or none, and what rows with and without it are. */
  readonly apart?: { readonly column: string; readonly with: string; readonly without: string }
}

/** A table of a database that is attached and in use. */
export class Table {
  readonly name: string
  readonly timeColumn: string
  private readonly about: string
  private readonly columns: readonly TableColumn[]
  private readonly replaces: readonly string[]
  private readonly apart: TableRules['apart']

  /** @param about what it holds, for people */
  constructor(
    name: string,
    about: string,
    columns: readonly TableColumn[],
    { apart, replaces, timeColumn }: TableRules,
  ) {
    this.name = name
    this.about = about
    this.columns = columns
    this.replaces = replaces
    this.timeColumn = timeColumn
    this.apart = apart
  }

  /** The columns that tell series apart. */
  get series(): readonly string[] {
    return this.columns.slice(0, this.columns.findIndex(({ name }) => name === 'series') + 1).map(({ name }) => name)
  }

  /**
   * Creates the table if it does not exist, and adds columns that it does not have.
   *
   * @param file name of the database, for messages
   * @throws DataError if its rows differ in other columns, or are of the other kind
   */
  async create({ connection }: Engine, file: string): Promise<void> {
    const { apart, columns, name } = this
    await connection.run(`create table if not exists ${named(name)} (${columns.map(declared).join(', ')})`)
    const present = await columnsOf(connection, name)
    const theirs = present.slice(0, present.indexOf('series') + 1)
    if (theirs.join() !== this.series.join())
      throw new DataError(
        `${file}: expected a table ${name} whose series differ in ${this.series.join(', ')}, got one with ${theirs.join(', ') || 'other columns'}; name another file or schema`,
      )
    if (apart) {
      const kind = (names: readonly string[]) => (names.includes(apart.column) ? apart.with : apart.without)
      const [ours, got] = [kind(columns.map((column) => column.name)), kind(present)]
      if (ours !== got)
        throw new DataError(
          `${file}: expected a table ${name} of ${ours}, got one of ${got}; name another file or schema`,
        )
    }
    const missing = columns.filter((column) => !present.includes(column.name))
    for (const column of missing) await connection.run(`alter table ${named(name)} add column ${declared(column)}`)
    await connection.run(`comment on table ${named(name)} is ${text(this.about)}`)
  }

  /** Puts rows into a table `staged`, from which `merge` takes them. */
  async stage(engine: Engine, rows: readonly TableRow[]): Promise<void> {
    const { columns } = this
    await engine.connection.run(`create or replace temp table staged (${columns.map(declared).join(', ')})`)
    await append(engine, columns, rows)
  }

  /** Puts the staged rows in, in place of those that were about the same. */
  async merge({ connection }: Engine): Promise<void> {
    const { name, replaces, timeColumn } = this
    const same = replaces.map((column) => `old.${named(column)} = new.${named(column)}`).join(' and ')
    // The range of times, so that parts of the table without such times are not read.
    const range = replaces.includes(timeColumn)
      ? ` and old.${named(timeColumn)} between (select min(${named(timeColumn)}) from staged) and (select max(${named(timeColumn)}) from staged)`
      : ''
    const keys = replaces.map(named).join(', ')
    await connection.run(
      `delete from ${named(name)} old using (select distinct ${keys} from staged) new where ${same}${range}`,
    )
    await connection.run(`insert into ${named(name)} by name from staged`)
    await connection.run('drop table staged')
  }
}

const declared = ({ name, type }: TableColumn) => `${named(name)} ${sqlTypes[type]}`

/** The names of the columns of a table; empty if there is none. */
export async function columnsOf(connection: Engine['connection'], table: string): Promise<readonly string[]> {
  const found = await connection.runAndReadAll(
    `select column_name from duckdb_columns() where database_name = current_database() and schema_name = current_schema() and table_name = ${text(table)} order by column_index`,
  )
  return found.getRows().map(([name]) => String(name))
}

/** Appends rows to the staged ones. */
async function append(
  { connection, duckDb }: Engine,
  columns: readonly TableColumn[],
  rows: readonly TableRow[],
): Promise<void> {
  const { DuckDBDataChunk, DuckDBTimestampTZValue } = duckDb
  const types = columns.map(({ type }) => duckDb[duckTypes[type]])
  const appender = await connection.createAppender('staged', 'main', 'temp')
  for (let from = 0; from < rows.length; from += chunkRows) {
    const part = rows.slice(from, from + chunkRows)
    const chunk = DuckDBDataChunk.create(types, part.length)
    chunk.setColumns(
      columns.map(({ type }, c) =>
        part.map((row): DuckDBValue => {
          const cell = row[c]!
          return type === 'time' && cell !== null
            ? new DuckDBTimestampTZValue(BigInt(Math.round(Number(cell) * 1000)))
            : cell
        }),
      ),
    )
    appender.appendDataChunk(chunk)
  }
  appender.flushSync()
  appender.closeSync()
}

const duckTypes = {
  text: 'VARCHAR',
  time: 'TIMESTAMPTZ',
  integer: 'INTEGER',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
} as const
