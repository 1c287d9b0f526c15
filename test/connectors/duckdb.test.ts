import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { duckdbSink, writeDuckdb } from '../../src/connectors/duckdb.ts'
import { Random } from '../../src/lstm/random.ts'
import { command, finished, start } from '../cli/command.ts'
import { ask } from '../history/ask.ts'
import { propertySeed } from '../property-seed.ts'
import { newFolder, placeOf } from '../sinks/place.ts'

/** `KILLS=200` for more. */
const kills = Number(process.env.KILLS ?? 2)

/** Three series of 200 days, forecast by simple experts, with a checkpoint every few rows. */
function pipeline(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-duckdb-'))
  const rows = Array.from({ length: 600 }, (_, i) => {
    const day = Math.floor(i / 3)
    const value = day === 150 ? 900 : 20 + (day % 7) * (i % 3) + ((day * 37) % 11)
    return `${new Date(day * 86_400_000).toISOString().slice(0, 10)},${'abc'[i % 3]},${value}`
  })
  writeFileSync(join(folder, 'd.csv'), `day,shop,sales\n${rows.join('\n')}\n`)
  writeFileSync(
    join(folder, 'p.yaml'),
    `source: { csv: { path: d.csv, time: day, target: sales, by: shop } }
steps:
  - inOrder
  - fillGaps: 1d
  - forecast: { horizon: 3, season: 7, intervals: [0.8], experts: [persistence, seasonalNaive, drift] }
  - score
sinks:
  - duckdb: { path: h.duckdb, parquet: { folder: pq, by: month } }
checkpoint: { dir: state, every: 30 }
`,
  )
  return folder
}

const everything = async (folder: string) => {
  const file = join(folder, 'h.duckdb')
  return {
    forecasts: await ask(file, 'from forecasts order by all'),
    observations: await ask(file, 'from observations order by all'),
    events: await ask(file, 'from events order by all'),
    parquet: await ask(file, `from '${folder}/pq/forecasts/*.parquet' order by all`),
    files: readdirSync(join(folder, 'pq/forecasts')).sort(),
  }
}

describe('the sink duckdb', () => {
  it('has after any number of kills what it has without one', { timeout: 600_000 }, async () => {
    const whole = pipeline()
    const begun = performance.now()
    const { code, stdout } = await command(['run', 'p.yaml', '--json'], whole)
    const ms = performance.now() - begun
    expect(code).toBe(0)
    const expected = await everything(whole)
    expect(expected.forecasts).toHaveLength(600 * 3)
    expect(expected.parquet).toEqual(expected.forecasts)
    expect(expected.events.length).toBeGreaterThan(0)
    // The views say what the run says.
    const [{ scores }] = JSON.parse(stdout).series
    const sql = 'select lead, sum(count), sum(mae * count) / sum(count) from error_by_lead group by lead order by lead'
    const said = await ask(join(whole, 'h.duckdb'), sql)
    expect(said.map(([lead, count]) => [lead, Number(count)])).toEqual([1, 2, 3].map((lead) => [lead, 600 - 3 * lead]))
    for (const [i, [, , mae]] of said.entries()) expect(mae).toBeCloseTo(scores[i].mae, 9)
    const random = new Random(propertySeed)
    const killed = pipeline()
    for (let i = 0; i < kills; i++) {
      const child = start(['run', 'p.yaml', '--quiet'], killed)
      const end = finished(child)
      await delay(random.uniform() * ms)
      child.kill('SIGKILL')
      await end
    }
    expect((await command(['run', 'p.yaml'], killed)).code).toBe(0)
    expect(await everything(killed)).toEqual(expected)
    // Once more from the first row: the same, once.
    expect((await command(['run', 'p.yaml', '--fresh'], killed)).code).toBe(0)
    expect(await everything(killed)).toEqual(expected)
  })

  it('says which file it writes, and refuses options that it does not have', () => {
    expect(duckdbSink.writes('h.duckdb')).toEqual(['h.duckdb'])
    expect(duckdbSink.writes({ path: 'h.duckdb', schema: 'a' })).toEqual(['h.duckdb'])
    expect(() => writeDuckdb({ path: '' })).toThrow('duckdb.path')
    expect(() => writeDuckdb({ path: 'h', parquet: { folder: 'pq', by: 'week' } } as never)).toThrow('duckdb.parquet')
  })

  it('touches nothing until it is opened', async () => {
    const place = placeOf({}, newFolder())
    const sink = await writeDuckdb('h.duckdb')(place)
    expect([sink.path, existsSync(join(place.folder, 'h.duckdb'))]).toEqual(['h.duckdb', false])
  })
})
