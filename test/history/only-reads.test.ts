import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Engine, startEngine } from '../../src/history/engine.ts'
import { notReading } from '../../src/history/only-reads.ts'
import { query } from '../../src/history/query.ts'
import { newFolder } from '../sinks/place.ts'
import { allOf, ask } from './ask.ts'

const folder = newFolder()
const file = join(folder, 'h.duckdb')
const written = join(folder, 'written.csv')
let engine: Engine

beforeAll(async () => {
  engine = await startEngine({ word: 'query', memory: '256MB', spill: join(folder, 'spill') })
  await engine.connection.run(`attach '${file}' as made; create table made.t as from range(3) as r(a); detach made`)
})
afterAll(() => engine.close())

it.each([
  ['COPY', `copy t to '${written}'`],
  ['COPY', `copy (select 1) to '${file}'`],
  ['EXPLAIN ANALYZE', `explain analyze copy t to '${written}'`],
  ['EXPLAIN ANALYZE', `explain (analyse) copy t to '${written}'`],
  ['EXPORT', `export database '${folder}/all'`],
  ['ATTACH', `attach '${written}' as other`],
  ['SET', `use memory; detach history; attach '${file}' as h; delete from h.t`],
  ['COPY', `select 1; copy t to '${written}'`],
  ['PREPARE', `prepare p as copy t to '${written}'`],
  ['CREATE', 'create temp table u as from t'],
])('%s is refused: %s', async (type, sql) => {
  await expect(ask(file, sql)).rejects.toThrow(`only reads, got ${type}`)
  expect(existsSync(written)).toBe(false)
  expect(await ask(file, 'select count(*) from t')).toEqual([[3n]])
})

it.each([
  'from t',
  'with u as (from t) from u;',
  'summarize t',
  'pivot t on a using count(*)',
  'pragma database_list',
  'explain select 1',
])('reads: %s', async (sql) => {
  expect((await query(sql, { file, name: 'h', schema: 'main' }, ({ parts }) => allOf(parts))).length).toBeGreaterThan(0)
})

it('takes one query, since only the last of several would be answered', async () => {
  expect(await notReading('select 1; select 2', engine)).toBe('expected one query, got 2; ask one after the other')
})

it('leaves faults to DuckDB, which names their place', async () => {
  expect(await notReading('select * frm t', engine)).toBeUndefined()
  await expect(ask(file, 'select * frm t')).rejects.toThrow('query:1:14 expected SQL')
})
