import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startEngine } from '../../src/history/engine.ts'
import { Parquet } from '../../src/history/parquet.ts'
import { newFolder } from '../sinks/place.ts'

const engine = await startEngine({ word: 'duckdb', zone: 'Europe/Berlin', memory: '256MB', spill: 'none' })
afterAll(() => engine.close())
const table = { name: 't', timeColumn: 'time' }
const run = (sql: string) => engine.connection.runAndReadAll(sql)
const filesIn = (folder: string) => readdirSync(join(folder, 't')).sort()

/** Rows an hour apart from the last hour of January in Berlin on. */
await run("create table t as select timestamptz '2026-01-31 23:00:00' + to_hours(i) as time, i from range(30) r(i)")
const stage = (from: number, hours: number) =>
  run(
    `create or replace temp table staged as select timestamptz '2026-01-31 23:00:00' + to_hours(i) as time from range(${from}, ${from + hours}) r(i)`,
  )

describe('Parquet', () => {
  it('is written for periods of the zone that have ended, again if rows were put in', async () => {
    const folder = newFolder()
    const parquet = new Parquet(folder, 'pq', 'day')
    await parquet.begin(engine, table)
    await parquet.write(engine, false)
    expect(filesIn(folder)).toEqual(['2026-01-31.parquet', '2026-02-01.parquet'])
    await parquet.write(engine, true)
    expect(filesIn(folder)).toEqual(['2026-01-31.parquet', '2026-02-01.parquet', '2026-02-02.parquet'])
    expect((await run(`select count(*) from '${folder}/t/2026-02-01.parquet'`)).value(0, 0)).toBe(24n)
    rmSync(join(folder, 't'), { recursive: true })
    await stage(0, 2)
    await parquet.note(engine, table)
    await parquet.write(engine, false)
    expect(filesIn(folder)).toEqual(['2026-01-31.parquet'])
  })

  it('writes months, and after a restart those without a file and the last', async () => {
    const folder = newFolder()
    const parquet = new Parquet(folder, 'pq', 'month')
    await parquet.begin(engine, table)
    await parquet.write(engine, true)
    expect(filesIn(folder)).toEqual(['2026-01.parquet', '2026-02.parquet'])
    writeFileSync(join(folder, 't', '2026-02.parquet'), '')
    const next = new Parquet(folder, 'pq', 'month')
    await next.begin(engine, table)
    await next.write(engine, true)
    expect((await run(`select count(*) from '${folder}/t/*.parquet'`)).value(0, 0)).toBe(30n)
  })

  it('leaves nothing unfinished if the folder cannot be written to', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 't.parquet'))
    const parquet = new Parquet(folder, 'pq', undefined)
    await parquet.begin(engine, table)
    await expect(parquet.write(engine, true)).rejects.toThrow(
      /^pq: expected a folder that Parquet files can be written to, got: /,
    )
    expect(existsSync(join(folder, 't.parquet.part'))).toBe(false)
  })
})
