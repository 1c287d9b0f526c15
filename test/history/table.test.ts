import { afterAll, describe, expect, it } from 'vitest'
import { startEngine } from '../../src/history/engine.ts'
import { columnsOf, Table } from '../../src/history/table.ts'
import type { TableColumn } from '../../src/sinks/forecast-table.ts'

const engine = await startEngine({ word: 'duckdb', memory: '256MB', spill: 'none' })
afterAll(() => engine.close())

const columns: readonly TableColumn[] = [
  { name: 'se "ries"', type: 'text', key: true },
  { name: 'series', type: 'text', key: true },
  { name: 'time', type: 'time', key: true },
  { name: 'n', type: 'integer', key: false },
  { name: 'value', type: 'number', key: false },
  { name: 'flag', type: 'boolean', key: false },
]
const rules = { replaces: ['se "ries"', 'series', 'time'], timeColumn: 'time' }
const rowsOf = async (sql: string) => (await engine.connection.runAndReadAll(sql)).getRows()

describe('a table', () => {
  it('takes rows of every type, more than a chunk of them, and replaces those of the same key', async () => {
    const table = new Table('t', 'about', columns, rules)
    await table.create(engine, 'f')
    expect(table.series).toEqual(['se "ries"', 'series'])
    const rows = (value: number, from: number) =>
      Array.from({ length: 5000 }, (_, i) => [
        "it's",
        'y',
        (from + i) * 1000 + 0.5,
        i,
        i === 0 ? null : value,
        i % 2 === 0,
      ])
    for (const [value, from] of [
      [1, 0],
      [2, 2500],
    ] as const) {
      await table.stage(engine, rows(value, from))
      await table.merge(engine)
    }
    expect(await rowsOf('select count(*), count(value), sum(value), count_if(flag), max(n) from t')).toEqual([
      [7500n, 7498n, 2499 + 4999 * 2, 3750n, 4999],
    ])
    expect(await rowsOf('select epoch_us(time), "se ""ries""" from t order by time limit 1')).toEqual([[500n, "it's"]])
    expect(await rowsOf("select comment from duckdb_tables() where table_name = 't'")).toEqual([['about']])
  })

  it('gets columns that are new, and refuses to change those that tell series apart', async () => {
    await new Table('u', '', columns.slice(0, 4), rules).create(engine, 'f')
    const more = new Table('u', '', [...columns, { name: 'lower_80', type: 'number', key: false }], rules)
    await more.create(engine, 'f')
    expect(await columnsOf(engine.connection, 'u')).toEqual([...columns.map(({ name }) => name), 'lower_80'])
    await expect(new Table('u', '', columns.slice(1), rules).create(engine, 'f')).rejects.toThrow(
      'f: expected a table u whose series differ in series, got one with se "ries", series; name another file or schema',
    )
    expect(await columnsOf(engine.connection, 'none')).toEqual([])
  })
})
