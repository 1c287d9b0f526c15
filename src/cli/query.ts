import { resolve } from 'node:path'
import { ConfigError } from '../errors.ts'
import { type Asked, query as ask, type Listed, SqlError, tablesOf } from '../history/query.ts'
import { loadPipeline } from '../pipeline/load-pipeline.ts'
import { placeIn } from '../sources/place-in.ts'
import { aligned, printTable } from './query-table.ts'
import { csvText, jsonText, type Print } from './query-text.ts'
import type { Terminal } from './terminal.ts'

/** Options of `rxcast query`. */
export interface QueryOptions {
  readonly db?: string | undefined
  readonly json?: boolean | undefined
  readonly csv?: boolean | undefined
}

/**
 * `rxcast query SQL [PIPELINE]`: the answer to a query of a history; without one, its tables and views.
 *
 * @param words the query and a pipeline file, in any order
 * @throws ConfigError if the query or the pipeline has a fault; DataError if the database cannot be read
 */
export async function query(words: readonly string[], options: QueryOptions, terminal: Terminal): Promise<void> {
  const { sql, pipeline } = partsOf(words, options)
  const asked = askedOf(pipeline, options.db)
  if (sql === undefined) return list(await tablesOf(asked!), words[0] ?? `--db ${options.db}`, options, terminal)
  const print: Print = options.json ? jsonText : options.csv ? csvText : printTable
  try {
    await ask(sql, asked, (answer) => print(answer, terminal))
  } catch (error) {
    if (error instanceof SqlError && error.problem.excerpt !== undefined)
      terminal.err(`${error.problem.excerpt.replace(/^/gm, '  ')}\n`)
    throw error
  }
}

const isPipeline = (word: string) => /\.ya?ml$/i.test(word)

function partsOf(words: readonly string[], { db, json, csv }: QueryOptions) {
  const queries = words.filter((word) => !isPipeline(word))
  const pipelines = words.filter(isPipeline)
  const problem = (message: string) => new ConfigError([{ where: 'query:', message }])
  if (json && csv) throw problem('expected one of --json and --csv, got both; leave one out')
  if (queries.length > 1)
    throw problem(`expected one query, got ${queries.length} words; put it into quotes: rxcast query "select …"`)
  if (pipelines.length + (db === undefined ? 0 : 1) > 1)
    throw problem('expected one database, got several; name a pipeline or --db FILE')
  if (words.length === 0 && db === undefined)
    throw problem('expected a query, got none; rxcast query "select * from latest" weather.yaml')
  return { sql: queries[0], pipeline: pipelines[0] }
}

/** The database of a pipeline, or the one that is named; undefined if there is neither. */
function askedOf(pipeline: string | undefined, db: string | undefined): Asked | undefined {
  if (pipeline === undefined) return db === undefined ? undefined : { file: resolve(db), name: db, schema: 'main' }
  const { expand, folder, sinks } = loadPipeline(pipeline)
  const sink = sinks.find(({ word }) => word.name === 'duckdb')
  if (!sink) {
    const got = sinks.map(({ word }) => word.name).join(', ') || 'none'
    const message = `expected a sink duckdb, got ${got}; put "- duckdb: out/history.duckdb" under sinks, or name a database with --db`
    throw new ConfigError([{ where: `${pipeline}:`, message }])
  }
  const argument = sink.argument as string | { readonly path: string; readonly schema?: string }
  const { path, schema = 'main' } = typeof argument === 'string' ? { path: argument } : argument
  return { file: placeIn(folder, false, expand).resolve(path), name: path, schema }
}

function list(listed: readonly Listed[], database: string, { json }: QueryOptions, terminal: Terminal): void {
  if (json) {
    terminal.out(`${JSON.stringify(listed, null, 2)}\n`)
    return
  }
  const cells = [
    listed.map(({ name }) => name),
    listed.map(({ rows }) => String(rows)),
    listed.map(({ about }) => about),
  ]
  const lines = aligned(['name', 'rows', 'what it holds'], cells, [true, false, true], terminal.screen?.columns)
  terminal.out(`${lines.join('\n')}\n`)
  terminal.err(terminal.paint('dim', `rxcast query "select * from latest" ${database}\n`, 'err'))
}
