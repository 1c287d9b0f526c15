import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

async function runOver(rows: readonly string[], strict: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-strict-'))
  writeFileSync(join(folder, 'rows.csv'), `date,value\n${rows.join('\n')}\n`)
  const pipeline = definePipeline(
    {
      source: { csv: { path: 'rows.csv', time: 'date', target: 'value' } },
      steps: [
        'inOrder',
        { fillGaps: '1d' },
        { forecast: { horizon: 1, season: 'none', experts: ['persistence'] } },
        'score',
      ],
      sinks: [{ ndjson: 'a.ndjson' }],
    },
    { folder },
  )
  const { failure, rows: counts, stopped } = await runPipeline(pipeline, { strict })
  const origins = readFileSync(join(folder, 'a.ndjson'), 'utf8').trim().split('\n')
  return {
    failure: failure?.message,
    counts,
    stopped,
    origins: origins.map((line) => JSON.parse(line).origin.slice(8, 10)),
  }
}

describe('Strictness', () => {
  it.each([
    ['a row too late for inOrder', '2024-01-02T12:00,9', /^rows\.csv:5 /],
    ['a row off the cadence of fillGaps', '2024-01-03T05:00,9', /^rows\.csv:5 /],
    ['a row of the source', '2024-01-04,x', /^rows\.csv:5 value: expected a number/],
  ])('ends a strict run at %s, and keeps everything before it', async (_what, bad, failure) => {
    const rows = ['2024-01-01,1', '2024-01-02,2', '2024-01-03,3', bad, '2024-01-05,5', '2024-01-06,6']
    const strict = await runOver(rows, true)
    expect(strict.failure).toMatch(failure)
    expect(strict.origins).toEqual(['01', '02', '03'])
    expect(strict.counts).toMatchObject({ rows: 4, accepted: 3, rejected: 1 })
    expect(strict.stopped).toBe(false)
    const lenient = await runOver(rows, false)
    expect(lenient.failure).toBeUndefined()
    expect(lenient.origins.at(-1)).toBe('06')
  })
})
