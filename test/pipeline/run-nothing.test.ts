import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

/** A run over a file with this text, where a run before left its forecasts. */
async function runOver(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-nothing-'))
  mkdirSync(join(folder, 'out'))
  writeFileSync(join(folder, 'rows.csv'), text)
  writeFileSync(join(folder, 'out/a.csv'), 'good')
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
  )
  return { failure: failure?.message, outputs, files: readdirSync(join(folder, 'out')), folder }
}

describe('a run that forecast nothing', () => {
  it.each([
    ['an empty file', '', /^rows\.csv: expected a header and rows, got an empty file/],
    ['a header without rows', 'date,value\n', /^rows\.csv:1 expected rows after the header/],
    ['a missing column', 'date,price\n2024-01-01,1\n', /^rows\.csv:1 .*expected a column "value"/],
    [
      'rows of which none is of use',
      'date,value\n2024-01-01,x\n2024-01-02,y\n',
      /^rows\.csv: expected rows .* none that could be used of 2 \(2 rejected, 0 skipped\); the first: rows\.csv:2 value: expected a number/,
    ],
  ])('leaves what the run before wrote, over %s', async (_what, text, failure) => {
    const run = await runOver(text)
    expect(run.failure).toMatch(failure)
    expect(run.outputs).toEqual([])
    expect(run.files).toEqual(['a.csv'])
    expect(readFileSync(join(run.folder, 'out/a.csv'), 'utf8')).toBe('good')
  })
})
