import type { DuckDBResult, DuckDBType, DuckDBValue } from '@duckdb/node-api'
import type { Engine } from './engine.ts'

/** How the values of a column are shown: an instant is a time in a zone, a moment one without. */
export type Kind = 'number' | 'whole' | 'instant' | 'moment' | 'date' | 'text' | 'boolean' | 'other'

/** A column of an answer. */
export interface ResultColumn {
  readonly name: string
  readonly kind: Kind
}

/** A value: times are in milliseconds since 1970; `other` is a value of JSON; null is unknown. */
export type Value = string | number | bigint | boolean | null | object

/** The columns of a result, and its rows in parts. */
export function resultOf(engine: Engine, result: DuckDBResult) {
  const types = result.columnTypes()
  const columns = result.deduplicatedColumnNames().map((name, i) => ({ name, kind: kindOf(engine, types[i]!) }))
  async function* parts() {
    for (;;) {
      const chunk = await result.fetchChunk()
      if (!chunk || chunk.rowCount === 0) return
      yield chunk.getRows().map((row) => row.map((value, i) => plain(engine, value, types[i]!, columns[i]!.kind)))
    }
  }
  return { columns, parts: parts() }
}

function kindOf({ duckDb: { DuckDBTypeId: id } }: Engine, { typeId }: DuckDBType): Kind {
  switch (typeId) {
    case id.FLOAT:
    case id.DOUBLE:
    case id.DECIMAL:
      return 'number'
    case id.TINYINT:
    case id.SMALLINT:
    case id.INTEGER:
    case id.BIGINT:
    case id.HUGEINT:
    case id.UTINYINT:
    case id.USMALLINT:
    case id.UINTEGER:
    case id.UBIGINT:
    case id.UHUGEINT:
      return 'whole'
    case id.TIMESTAMP_TZ:
      return 'instant'
    case id.TIMESTAMP:
    case id.TIMESTAMP_S:
    case id.TIMESTAMP_MS:
    case id.TIMESTAMP_NS:
      return 'moment'
    case id.DATE:
      return 'date'
    case id.BOOLEAN:
      return 'boolean'
    case id.VARCHAR:
    case id.ENUM:
      return 'text'
    default:
      return 'other'
  }
}

function plain({ duckDb }: Engine, value: DuckDBValue, type: DuckDBType, kind: Kind): Value {
  if (value === null) return null
  if (kind === 'other') return duckDb.JsonDuckDBValueConverter(value, type, duckDb.JsonDuckDBValueConverter) as Value
  if (typeof value !== 'object') return value
  if (value instanceof duckDb.DuckDBDecimalValue) return value.toDouble()
  return msOf(value) ?? String(value)
}

/** The time of a value in milliseconds since 1970; undefined if it is infinite, or no time. */
function msOf(value: object): number | undefined {
  if ('isFinite' in value && !value.isFinite) return undefined
  for (const [unit, ms] of Object.entries(unitMs))
    if (unit in value) return Number((value as Record<string, bigint | number>)[unit]) * ms
  return undefined
}

const unitMs = { days: 86_400_000, seconds: 1000, millis: 1, micros: 1e-3, nanos: 1e-6 }
