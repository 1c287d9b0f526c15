import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Database } from '../../src/history/database.ts'
import { type Engine, startEngine } from '../../src/history/engine.ts'

const folder = mkdtempSync(join(tmpdir(), 'rxcast-database-'))
const path = join(folder, 'd.duckdb')

/** Another process that has the database open until its input ends. */
async function holder() {
  const code = `import { DuckDBInstance } from '@duckdb/node-api'
const instance = await DuckDBInstance.create(${JSON.stringify(path)})
console.log('open')
process.stdin.on('end', () => { instance.closeSync(); process.exit(0) }).resume()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout!, 'data')
  return child
}

let engine: Engine
beforeAll(async () => {
  engine = await startEngine({ word: 'duckdb', memory: '256MB', spill: join(folder, 'tmp') })
})
afterAll(() => engine.close())

describe('a database', () => {
  it('is open only while it is used, and keeps what was committed', async () => {
    const database = new Database(path, 'd.duckdb', engine)
    await database.use(() => engine.connection.run('create table t as select 7 as x'), { patience: 0 })
    const other = await holder()
    other.stdin!.end()
    await once(other, 'exit')
    const rows = () => engine.connection.runAndReadAll('select x from t')
    expect((await database.use(rows, { patience: 0, readOnly: true })).getRows()).toEqual([[7]])
    await expect(
      database.use(() => engine.connection.run('insert into t values (8)'), { patience: 0, readOnly: true }),
    ).rejects.toThrow('read-only mode')
  })

  it('says who has it open, and is used once that process closes it', async () => {
    const database = new Database(path, 'd.duckdb', engine)
    const other = await holder()
    await expect(database.use(async () => {}, { patience: 0 })).rejects.toThrow(
      `d.duckdb: expected a database that no other process has open, got one that node (process ${other.pid}) has; close it there`,
    )
    const holders: string[] = []
    const onWait = (name: string) => {
      holders.push(name)
      other.stdin!.end()
    }
    const used = database.use(async () => 'used', { patience: Number.POSITIVE_INFINITY, onWait })
    expect(await used).toBe('used')
    expect(holders).toEqual([`node (process ${other.pid})`])
  })

  it('gives up waiting when it is aborted', async () => {
    const database = new Database(path, 'd.duckdb', engine)
    const other = await holder()
    const giveUp = new AbortController()
    const onWait = () => giveUp.abort()
    const options = { patience: Number.POSITIVE_INFINITY, signal: giveUp.signal, onWait }
    await expect(database.use(async () => {}, options)).rejects.toThrow('that no other process has open')
    other.stdin!.end()
    await once(other, 'exit')
  })

  it('undoes work that fails, and can be used again', async () => {
    const database = new Database(path, 'd.duckdb', engine)
    const failing = database.use(
      async () => {
        await engine.connection.run('begin')
        await engine.connection.run('insert into t values (9)')
        await engine.connection.run('select 1 frm t')
      },
      { patience: 0 },
    )
    await expect(failing).rejects.toThrow('d.duckdb: expected a DuckDB database that can be used, got:')
    const count = () => engine.connection.runAndReadAll('select count(*) from t')
    expect((await database.use(count, { patience: 0 })).getRows()).toEqual([[1n]])
  })

  it('says that a folder is missing, or cannot be written to', async () => {
    const missing = new Database(join(folder, 'none', 'd.duckdb'), 'none/d.duckdb', engine)
    await expect(missing.use(async () => {}, { patience: 0 })).rejects.toThrow(
      /^none\/d\.duckdb: expected a DuckDB database that can be used, got: Cannot open file ".*": No such file or directory$/,
    )
    const folderAsFile = new Database(folder, 'folder', engine)
    await expect(folderAsFile.use(async () => {}, { patience: 0 })).rejects.toThrow('Is a directory; name another file')
  })
})
