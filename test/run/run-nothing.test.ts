import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

/** A run over a file with this text, where a run before left its forecasts. */
async function runOver(rows: string, strict = false) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-nothing-'))
  mkdirSync(join(folder, 'out'))
  writeFileSync(join(folder, 'rows.csv'), rows)
  writeFileSync(join(folder, 'out/a.csv'), 'good')
  writeFileSync(join(folder, 'out/a.csv.rejects.ndjson'), 'of that run')
  const { failure, outputs } = await runPipeline(
    definePipeline(
      {
        source: { csv: { path: 'rows.csv', time: 'date', target: 'value' } },
        steps: ['inOrder', { forecast: { horizon: 1, season: 'none', experts: ['persistence'] } }, 'score'],
        sinks: [{ csv: 'out/a.csv' }, { report: 'out/a.html' }],
        cadence: '1d',
      },
      { folder },
    ),
    { strict },
  )
  const files = readdirSync(join(folder, 'out'))
  const text = (name: string) => readFileSync(join(folder, 'out', name), 'utf8')
  return { failure: failure?.message, outputs, files, text }
}

describe('a run that forecast nothing', () => {
  it.each([
    ['an empty file', '', /^rows\.csv: expected a header and rows, got an empty file/],
    ['a header without rows', 'date,value\n', /^rows\.csv:1 expected rows after the header/],
    ['a missing column', 'date,price\n2024-01-01,1\n', /^rows\.csv:1 .*expected a column "value"/],
  ])('leaves what the run before wrote, over %s', async (_what, text, failure) => {
    const run = await runOver(text)
    expect(run.failure).toMatch(failure)
    expect(run.outputs).toEqual([])
    expect(run.files).toEqual(['a.csv', 'a.csv.rejects.ndjson'])
    expect(run.files.map(run.text)).toEqual(['good', 'of that run'])
  })

  it.each([false, true])('writes rejected rows, strict: %s', async (strict) => {
    const run = await runOver('date,value\n2024-01-01,x\n2024-01-02,y\n', strict)
    expect(run.failure).toMatch(
      strict
        ? /^rows\.csv:2 value: expected a number, got "x"/
        : /^rows\.csv: expected rows .* none that could be used of 2 \(2 rejected, 0 skipped\); the first: rows\.csv:2 value: expected a number/,
    )
    expect(run.outputs).toEqual(['out/a.csv.rejects.ndjson'])
    expect(run.text('a.csv')).toBe('good')
    const rejects = run.text('a.csv.rejects.ndjson').trim().split('\n')
    expect(rejects.map((line) => JSON.parse(line).line)).toEqual(strict ? [2] : [2, 3])
  })
})
