import { expect, it } from 'vitest'
import { tableName } from '../../src/connectors/postgres-table.ts'

// What it writes is tested with the sink, on a server.
it('tableName quotes the schema and the table', () => {
  expect(tableName({ schema: undefined, name: 'a.b' })).toBe('"a.b"')
  expect(tableName({ schema: 'My "s"', name: 't' })).toBe('"My ""s"""."t"')
})
