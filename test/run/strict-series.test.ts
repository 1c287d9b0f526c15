import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

it('a strict run of several series ends at the first wrong row, also if a new series follows it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-strict-'))
  const path = join(folder, 'd.csv')
  writeFileSync(path, 'date,k,v\n2024-01-01,a,1\n2024-01-02,a,2\n2024-01-01,a,3\n2024-01-01,b,4\n')
  const out = join(folder, 'out.csv')
  const pipeline = definePipeline({
    source: { csv: { path, time: 'date', target: 'v', by: 'k' } },
    steps: [{ forecast: { horizon: 1, cadence: '1d', season: 'none', experts: ['persistence'] } }],
    sinks: [{ csv: out }],
  })
  const { failure, rows } = await runPipeline(pipeline, { strict: true })
  expect(failure!.message).toMatch(/d\.csv:4.*expected a time after 2024-01-02/)
  expect([rows.rows, rows.rejected]).toEqual([3, 1])
  expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(3)
})

it('rows whose keys are not whole characters are rejected: they could not be saved', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-keys-'))
  const path = join(folder, 'd.ndjson')
  const keys = ['\\ud800', 'ok', 'a\\udc00b', '\\ud83d\\ude00']
  writeFileSync(path, keys.map((key) => `{"t":"2024-01-01","k":"${key}","v":1}\n`).join(''))
  const pipeline = definePipeline({
    source: { ndjson: { path, time: 't', target: 'v', by: 'k' } },
    steps: [{ forecast: { horizon: 1, cadence: '1d', season: 'none', experts: ['persistence'] } }],
    sinks: [{ csv: join(folder, 'out.csv') }],
  })
  const { keyed, rows } = await runPipeline(pipeline)
  expect(keyed.map(({ key }) => key)).toEqual([['ok'], ['😀']])
  expect(rows.rejected).toBe(2)
  expect(readFileSync(join(folder, 'out.csv.rejects.ndjson'), 'utf8')).toContain('lone surrogate')
})
