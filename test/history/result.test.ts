import { expect, it } from 'vitest'
import { query } from '../../src/history/query.ts'
import { allOf } from './ask.ts'

const cases: [sql: string, kind: string, value: unknown][] = [
  ['1.5::double', 'number', 1.5],
  ['1.25::decimal(5, 2)', 'number', 1.25],
  ['7::utinyint', 'whole', 7],
  ['9007199254740993::bigint', 'whole', 9007199254740993n],
  ["timestamptz '1970-01-01 00:00:01.5+00'", 'instant', 1500],
  ["timestamp '1970-01-02 00:00:00'", 'moment', 86_400_000],
  ["timestamp_s '1970-01-01 00:00:02'", 'moment', 2000],
  ["timestamp_ms '1970-01-01 00:00:00.002'", 'moment', 2],
  ["timestamp_ns '1970-01-01 00:00:00.002'", 'moment', 2],
  ["date '1970-01-02'", 'date', 86_400_000],
  ["'infinity'::timestamptz", 'instant', 'infinity'],
  ['true', 'boolean', true],
  ["'a'", 'text', 'a'],
  ["'a'::enum('a', 'b')", 'text', 'a'],
  ['null::varchar', 'text', null],
  ["[{ 'a': 1, 'b': null }]", 'other', [{ a: 1, b: null }]],
  ["time '12:00:01'", 'other', '12:00:01'],
  ['interval 1 day', 'other', { months: 0, days: 1, micros: '0' }],
]

it('values have kinds, and times are in milliseconds since 1970', async () => {
  const sql = `select ${cases.map(([value]) => value).join(', ')}`
  const { columns, rows } = await query(sql, undefined, async ({ columns, parts }) => ({
    columns,
    rows: await allOf(parts),
  }))
  expect(columns.map(({ kind }) => kind)).toEqual(cases.map(([, kind]) => kind))
  expect(rows[0]).toEqual(cases.map(([, , value]) => value))
})

it('columns of the same name get different ones', async () => {
  const names = await query('select 1 as a, 2 as a', undefined, async ({ columns }) => columns.map(({ name }) => name))
  expect(new Set(names).size).toBe(2)
})
