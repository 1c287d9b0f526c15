import { existsSync } from 'node:fs'
import { ConfigError, DataError } from '../errors.ts'
import { Database } from './database.ts'
import { type Engine, named, setZone, startEngine, text } from './engine.ts'
import { notReading } from './only-reads.ts'
import { type ResultColumn, resultOf, type Value } from './result.ts'
import { type SqlProblem, sqlProblem } from './sql-problem.ts'

/** A database to ask. */
export interface Asked {
  /** Absolute path of its file. */
  readonly file: string
  /** As the user wrote it. */
  readonly name: string
  readonly schema: string
}

/** An answer, whose rows are read as they are wanted. */
export interface Answer {
  readonly columns: readonly ResultColumn[]
  /** The zone of its times. */
  readonly zone: string
  /** The rows in parts, each of which is read from the database when it is its turn. */
  readonly parts: AsyncIterable<readonly (readonly Value[])[]>
}

/** A table or a view. */
export interface Listed {
  readonly name: string
  readonly rows: number
  readonly about: string
}

/** A query that cannot be answered, with the place in it. */
export class SqlError extends ConfigError {
  readonly problem: SqlProblem

  constructor(problem: SqlProblem) {
    super([{ where: problem.where, message: problem.message }])
    this.problem = problem
  }
}

/** Milliseconds to wait while another process writes. */
const patience = 5000

/**
 * Answers one query; nothing can be changed by it, neither the database nor a file.
 *
 * @param asked the database; undefined for none, so that only files can be read
 * @param take reads the answer
 * @throws SqlError if the query has a fault; DataError if the database cannot be read
 */
export function query<T>(sql: string, asked: Asked | undefined, take: (answer: Answer) => Promise<T>): Promise<T> {
  return withDatabase(asked, async (engine, zone) => {
    if (statementIn(sql) === '')
      throw new SqlError({ where: 'query:', message: 'expected SQL, got no statement', excerpt: undefined })
    const message = await notReading(sql, engine)
    if (message !== undefined) throw new SqlError({ where: 'query:', message, excerpt: undefined })
    try {
      const result = await engine.connection.stream(sql)
      return await take({ ...resultOf(engine, result), zone })
    } catch (error) {
      if (
        error instanceof Error &&
        !(error instanceof DataError) &&
        /^[A-Z][\w ]+ Error: |^Failed to/.test(error.message)
      )
        throw new SqlError(sqlProblem(error.message, sql, await namesIn(engine)))
      throw error
    }
  })
}

/** A query without comments, spaces and semicolons. */
const statementIn = (sql: string) => sql.replaceAll(/--.*|\/\*[\s\S]*?\*\/|[\s;]/g, '')

/** The tables and views of a database. @throws DataError if it cannot be read */
export function tablesOf(asked: Asked): Promise<Listed[]> {
  return withDatabase(asked, async ({ connection }) => {
    const listed: Listed[] = []
    const found = await connection.runAndReadAll(tablesSql)
    for (const [name, about] of found.getRows()) {
      const count = await connection.runAndReadAll(`select count(*) from ${named(String(name))}`)
      listed.push({ name: String(name), rows: Number(count.value(0, 0)), about: about === null ? '' : String(about) })
    }
    return listed
  })
}

const here = 'database_name = current_database() and schema_name = current_schema() and not internal'

/** Ours first, in the order of their use. */
const order = ['forecasts', 'observations', 'events', 'latest', 'scored', 'coverage', 'error_by_lead']

const tablesSql = `from (select table_name as name, comment from duckdb_tables() where ${here} union all select view_name, comment from duckdb_views() where ${here}) order by list_position([${order.map(text).join(', ')}], name) nulls last, name`

async function namesIn({ connection }: Engine): Promise<string[]> {
  const found = await connection.runAndReadAll(tablesSql)
  return found.getRows().map(([name]) => String(name))
}

async function withDatabase<T>(
  asked: Asked | undefined,
  work: (engine: Engine, zone: string) => Promise<T>,
): Promise<T> {
  if (asked && !existsSync(asked.file))
    throw new ConfigError([
      {
        where: asked.name,
        message: 'expected a database, got no such file; run the pipeline first, or name another file',
      },
    ])
  const spill = `${asked?.file ?? 'rxcast-query'}.tmp`
  const engine = await startEngine({ word: 'query', memory: '1GB', spill })
  try {
    if (!asked) return await work(engine, 'UTC')
    const database = new Database(asked.file, asked.name, engine)
    return await database.use(
      async () => {
        await engine.connection.run(`use history.${named(asked.schema)}`)
        const zone = await zoneIn(engine)
        await setZone(engine.connection, zone)
        return await work(engine, zone)
      },
      { readOnly: true, patience },
    )
  } finally {
    engine.close()
  }
}

/** The zone of the data, as the sink has noted it. */
async function zoneIn({ connection }: Engine): Promise<string> {
  const found = await connection.runAndReadAll(
    `select comment from duckdb_columns() where ${here} and column_name = 'time' and comment is not null limit 1`,
  )
  return String(found.getRows()[0]?.[0] ?? 'UTC')
}
