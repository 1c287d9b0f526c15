import { ConfigError } from '../errors.ts'
import { arrivalColumn } from '../live/live-columns.ts'
import { missingColumn } from '../sources/columns-argument.ts'
import { leadColumns } from '../sources/offered-columns.ts'

/**
 * Checks that a query has the columns that are to be read.
 *
 * @param names of columns, or paths into the JSON of a column
 * @param header names of the columns of the query
 * @throws ConfigError with each name that is not there
 */
export function demandColumns(names: readonly string[], header: readonly string[]): void {
  const missing = [...new Set(names)].filter(
    (name) =>
      name !== arrivalColumn &&
      !header.includes(name) &&
      !header.includes(outermost(name)) &&
      leadColumns(name, header).length === 0,
  )
  if (missing.length === 0) return
  throw new ConfigError(
    missing.map((name) => ({
      where: 'postgres:',
      message: `expected a column of the query, got "${name}"; ${missingColumn(name, header)}`,
    })),
  )
}

/** The column of a path. */
const outermost = (name: string) => (name.startsWith('/') ? name.slice(1).split('/') : name.split('.'))[0]!
