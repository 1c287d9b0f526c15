import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { query } from '../../src/cli/query.ts'
import { History } from '../../src/history/history.ts'
import { placeOf } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { memoryTerminal } from './memory-terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'rxcast-query-'))
const pipeline = join(folder, 'p.yaml')
const db = join(folder, 'h.duckdb')
const yaml = (sinks: string) => `source: { csv: { path: d.csv, time: day, target: y } }
steps: [{ forecast: { horizon: 2 } }]
sinks: [${sinks}]
`

beforeAll(async () => {
  writeFileSync(pipeline, yaml('{ duckdb: { path: h.duckdb, schema: a } }'))
  writeFileSync(join(folder, 'none.yaml'), yaml('{ csv: out.csv }'))
  const history = new History({ path: 'h.duckdb', schema: 'a' }, placeOf({}, folder))
  await history.open()
  await history.add([scoredOf(1), scoredOf(2)])
  await history.close()
})

/** What a command prints. */
async function printed(words: string[], options: Parameters<typeof query>[1] = {}) {
  const terminal = memoryTerminal()
  await query(words, options, terminal)
  return terminal.written
}

describe('rxcast query', () => {
  it('answers from the database of a pipeline, in any order of its words', async () => {
    const sql = 'select lead, forecast, origin from latest'
    const { err, out } = await printed([sql, pipeline])
    expect(out).toBe('lead  forecast      origin\n   1       1.5  1970-01-03\n   2         –  1970-01-03\n')
    expect(err).toBe('2 rows\n')
    expect(await printed([pipeline, sql])).toEqual({ err, out })
  })

  it('answers from a named database, as CSV and JSON', async () => {
    const sql = 'select lead, forecast from a.latest'
    expect((await printed([sql], { db, csv: true })).out).toBe('lead,forecast\n1,1.5\n2,\n')
    expect(JSON.parse((await printed([sql], { db, json: true })).out)).toEqual([
      { lead: 1, forecast: 1.5 },
      { lead: 2, forecast: null },
    ])
  })

  it('lists tables and views without a query', async () => {
    const { err, out } = await printed([pipeline])
    expect(out).toMatch(/^name +rows {2}what it holds\nforecasts +4 {2}every forecast that was made\n/)
    expect(err).toBe(`rxcast query "select * from latest" ${pipeline}\n`)
    expect(JSON.parse((await printed([pipeline], { json: true })).out)[3]).toMatchObject({ name: 'latest', rows: 2 })
    expect((await printed([], { db })).err).toContain(`--db ${db}`)
  })

  it('shows where a query has a fault', async () => {
    const terminal = memoryTerminal()
    await expect(query(['select * from latst', pipeline], {}, terminal)).rejects.toThrow(
      'query:1:15 expected a query that can be answered, got the table latst; there are forecasts,',
    )
    expect(terminal.written.err).toBe('  select * from latst\n                ^\n')
  })

  it.each<[string[], Parameters<typeof query>[1], string]>([
    [[], {}, 'query: expected a query, got none; rxcast query "select * from latest" weather.yaml'],
    [['select', '1'], {}, 'query: expected one query, got 2 words; put it into quotes'],
    [['select 1', pipeline], { db }, 'query: expected one database, got several; name a pipeline or --db FILE'],
    [['select 1'], { csv: true, json: true }, 'query: expected one of --json and --csv, got both; leave one out'],
    [['select 1', join(folder, 'none.yaml')], {}, 'none.yaml: expected a sink duckdb, got csv; put "- duckdb:'],
    [['select 1'], { db: 'no.duckdb' }, 'no.duckdb expected a database, got no such file; run the pipeline first'],
  ])('refuses %j %j', async (words, options, message) => {
    await expect(printed(words, options)).rejects.toThrow(message)
  })
})
