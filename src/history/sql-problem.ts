/** A fault of a query. */
export interface SqlProblem {
  /** Such as `query:1:8`; without a place if it is not about one. */
  readonly where: string
  readonly message: string
  /** The line with the fault, and below it a line with a mark; undefined without a place. */
  readonly excerpt: string | undefined
}

/**
 * Makes a fault of a message of DuckDB.
 *
 * @param message such as `Parser Error: syntax error at or near "x"`, then the line with a mark below
 * @param sql the query
 * @param names the tables and views that there are
 */
export function sqlProblem(message: string, sql: string, names: readonly string[]): SqlProblem {
  const [, kind = '', whole = message] = /(?:^|: )([A-Z][\w ]*) Error: ([\s\S]*)$/.exec(message) ?? []
  const [, said = whole, number, shown = '', mark = ''] =
    /^([\s\S]*?)\n+LINE (\d+): (.*)\n( *\^)[\s\S]*$/.exec(whole) ?? []
  const table = /^Table with name (\S+) does not exist/.exec(said)?.[1]
  const got = table === undefined ? said.trim().replace(/!?\s*\n\s*/g, '; ') : `the table ${table}`
  const there = table === undefined ? '' : names.length > 0 ? `; there are ${names.join(', ')}` : noDatabase
  const changes = /^Cannot execute statement of type "(\w+)" on database \S+ which is attached in read-only/.exec(
    said,
  )?.[1]
  const text =
    changes !== undefined
      ? `expected a query that only reads, got ${changes}`
      : `expected ${kind === 'Parser' ? 'SQL' : 'a query that can be answered'}, got ${got}${there}`
  if (number === undefined) return { where: 'query:', message: text, excerpt: undefined }
  const line = sql.split('\n')[Number(number) - 1] ?? ''
  const before = mark.length - `LINE ${number}: ^`.length
  // A long line is cut to the part around the fault.
  const part = shown.replace(/^\.\.\.|\.\.\.$/g, '')
  const start = shown.startsWith('...') ? line.indexOf(part) - '...'.length : 0
  return {
    where: `query:${number}:${start + before + 1}`,
    message: text,
    excerpt: `${shown}\n${' '.repeat(before)}^`,
  }
}

const noDatabase = '; name a database with --db, or a pipeline with a sink duckdb'
