import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { History } from '../../src/history/history.ts'
import { query, tablesOf } from '../../src/history/query.ts'
import { newFolder, placeOf } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { allOf, ask } from './ask.ts'

const folder = newFolder()
const file = join(folder, 'h.duckdb')
const asked = { file, name: 'h.duckdb', schema: 'main' }

beforeAll(async () => {
  const history = new History({ path: 'h.duckdb', schema: 'main' }, placeOf({ cadence: '1d Europe/Berlin' }, folder))
  await history.open()
  await history.add([1, 2].map((origin) => scoredOf(origin)))
  await history.close()
})

describe('a query', () => {
  it('is answered in the zone of the data', async () => {
    expect(await ask(file, "select count(*) from forecasts where origin = '1970-01-02 01:00'")).toEqual([[2n]])
    expect(await query('select 1', asked, async ({ zone }) => zone)).toBe('Europe/Berlin')
  })

  it('changes nothing', async () => {
    await expect(ask(file, 'delete from forecasts')).rejects.toThrow('expected a query that only reads, got DELETE')
    await expect(ask(file, 'drop view latest')).rejects.toThrow(/only reads, got DROP|read-only/)
    expect(await ask(file, 'select count(*) from forecasts')).toEqual([[4n]])
  })

  it('needs no database if it reads files', async () => {
    const count = (sql: string) => query(sql, undefined, async ({ parts }) => await allOf(parts))
    expect(await count('select count(*) from range(5000)')).toEqual([[5000n]])
  })

  it('must have a statement', async () => {
    for (const sql of ['', ' ; ', '-- select 1', '/* select\n1 */;'])
      await expect(ask(file, sql)).rejects.toMatchObject({ problem: { message: 'expected SQL, got no statement' } })
    expect(await ask(file, "select '--' -- text")).toEqual([['--']])
  })

  it('says that there is no such database', async () => {
    await expect(query('select 1', { ...asked, file: `${file}.no`, name: 'no' }, async () => {})).rejects.toThrow(
      'no expected a database, got no such file; run the pipeline first, or name another file',
    )
    await expect(ask(file, 'select 1', 'shops')).rejects.toThrow('h.duckdb: expected')
  })

  it('can be about a database that a killed process has left', async () => {
    // Its writer did not get to move what it had committed into the file: that stays in a second file beside it.
    const left = join(newFolder(), 'left.duckdb')
    const code = `import { DuckDBInstance } from '@duckdb/node-api'
const c = await (await DuckDBInstance.create(${JSON.stringify(left)})).connect()
await c.run('create table t as from range(3)')
process.kill(process.pid, 'SIGKILL')`
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', code]).signal).toBe('SIGKILL')
    expect(await ask(left, 'select count(*) from t')).toEqual([[3n]])
  })
})

it('tables and views are listed with their rows, ours first', async () => {
  expect((await tablesOf(asked)).map(({ name, rows }) => `${name} ${rows}`)).toEqual([
    'forecasts 4',
    'observations 2',
    'events 0',
    'latest 2',
    'scored 1',
    'coverage 1',
    'error_by_lead 1',
  ])
})
