import type { Engine } from './engine.ts'

/**
 * Says why a query may not be run: it has to be one statement that reads. A database that is attached for reading alone
 * is not enough: `copy … to` writes any file, the database's own among them, and `detach` and `attach` open it for writing.
 *
 * @param sql the query; if it has a fault, DuckDB finds it when it runs
 * @returns what was expected and what is there, or undefined
 */
export async function notReading(sql: string, { connection, duckDb }: Engine): Promise<string | undefined> {
  const statements = await connection.extractStatements(sql).catch(() => undefined)
  if (statements === undefined) return
  const types: string[] = []
  for (let i = 0; i < statements.count; i++) {
    const prepared = await statements.prepare(i).catch(() => undefined)
    types.push(prepared ? duckDb.StatementType[prepared.statementType] : 'SELECT')
    prepared?.destroySync()
  }
  // A pivot over all values of a column makes a type for itself first.
  const made = /\bcreate\b/i.test(sql) ? types : types.filter((type) => type !== 'CREATE')
  const other = made.find((type) => type !== 'SELECT' && type !== 'EXPLAIN')
  if (other !== undefined) return `expected a query that only reads, got ${other}`
  if (made.length > 1) return `expected one query, got ${made.length}; ask one after the other`
  // It runs what it explains.
  if (made[0] === 'EXPLAIN' && /\banaly[sz]e\b/i.test(sql))
    return 'expected a query that only reads, got EXPLAIN ANALYZE'
}
