import { basename } from 'node:path'
import { type Answer, query } from '../../src/history/query.ts'
import type { Value } from '../../src/history/result.ts'

/** All rows of an answer. */
export async function allOf(parts: Answer['parts']): Promise<(readonly Value[])[]> {
  const found: (readonly Value[])[] = []
  for await (const rows of parts) found.push(...rows)
  return found
}

/** The rows that a query of a database gives, times as ISO texts. */
export function ask(file: string, sql: string, schema = 'main'): Promise<(readonly Value[])[]> {
  return query(sql, { file, name: basename(file), schema }, async ({ columns, parts }) => {
    return (await allOf(parts)).map((row) =>
      row.map((value, i) =>
        ['instant', 'moment', 'date'].includes(columns[i]!.kind) ? new Date(Number(value)).toISOString() : value,
      ),
    )
  })
}
