import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { comparePipeline } from '../../src/pipeline/compare-pipeline.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { defaultMaxMemory, demandKnownBudget } from '../../src/pipeline/memory-budget.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { survey } from '../../src/pipeline/survey.ts'
import { days, folderWith } from '../cli/command.ts'

const folder = folderWith({ 'rows.csv': days([1, 2, 3, 4, 5, 6, 7]) })
const pipeline = (steps: string) =>
  parsePipeline(`source:\n  csv: { path: rows.csv, time: date, target: value }\nsteps:\n${steps}`, `${folder}/a.yaml`)

/** What is said about steps, without the folder. */
function said(steps: string, maxMemory?: number): string {
  try {
    demandKnownBudget(pipeline(steps), maxMemory)
    return 'good'
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map(({ where, message }) => `${where.slice(folder.length + 1)} ${message}`).join('\n')
  }
}

describe('demandKnownBudget', () => {
  it('refuses many leads, long seasons and long gaps with how much they need, what for, and what to change', () => {
    expect(said('  - forecast: { horizon: 10000, season: none }\n', 4e9)).toBe(
      'a.yaml:4:5 forecast: expected steps that need at most 4.0 GB of memory, got about 40 GB a series for forecasts of 10000 leads that are not yet due; ask for fewer leads, such as leads: [1, 24, 168], or raise --max-memory',
    )
    expect(said('  - forecast: { season: 1000000000000000 }\n')).toMatch(
      /^a\.yaml:4:5 forecast: .* got about 16,000,000 GB a series for the values of a season; set a shorter season, or none, or raise --max-memory$/,
    )
    expect(said('  - fillGaps: { cadence: 1d, maxGap: 1000000000 }\n')).toMatch(
      /^a\.yaml:4:5 fillGaps: .* got about 2,000 GB for a gap of maxGap, 1000000000 rows; set a smaller maxGap, or raise/,
    )
  })

  it('lets usual pipelines pass, also with a little memory, and all with enough of it', () => {
    expect(said('  - fillGaps: 1h\n  - forecast: { horizon: 168, season: [1d, 1w] }\n', 1e8)).toBe('good')
    expect(said('  - forecast: { season: 1y }\n')).toBe('good')
    expect(said('  - forecast: { horizon: 10000, season: none }\n', 1e12)).toBe('good')
  })

  it('counts the forecaster of outcomes, not that of values', () => {
    const outcome = 'outcome: { high: value > 3 }'
    const some = `  - forecast: { horizon: 1000, season: none, cadence: 1d, ${outcome}, experts: [rate] }\n`
    expect(said(some, 9e7)).toBe('good')
    expect(said(some, 5e7)).toMatch(
      /^a\.yaml:4:5 forecast: .* got about \d\d MB a series for forecasts of 1000 leads that are not yet due; ask/,
    )
    expect(said(`  - forecast: { horizon: 2, season: 1000000000, ${outcome} }\n`, 2e6)).toBe('good')
  })

  it('takes a share of the machine by default', () => {
    expect(defaultMaxMemory()).toBeGreaterThan(1e8)
    expect(defaultMaxMemory()).toBeLessThan(1e12)
  })
})

describe('a run', () => {
  it.each([
    ['runPipeline', runPipeline],
    ['comparePipeline', comparePipeline],
  ])('ends when its series together need more memory than it may take: %s', async (_, run) => {
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-memory-'))
    const lines = Array.from({ length: 300 }, (_, i) => `2024-01-0${1 + Math.floor(i / 100)},k${i % 100},${i % 7}`)
    writeFileSync(join(folder, 'a.csv'), `day,key,y\n${lines.join('\n')}\n`)
    const steps = [
      { forecast: { horizon: 2, season: 'none' as const, cadence: '1d', experts: ['persistence' as const] } },
    ]
    const csv = { path: 'a.csv', time: 'day', by: 'key', target: 'y' }
    const pipeline = definePipeline({ source: { csv }, steps, sinks: [{ csv: 'b.csv' }] }, { folder })
    await expect(run(pipeline, { maxMemory: 1e6 })).rejects.toThrow(
      /^by: expected series that need at most 1\.0 MB of memory, got 49 so far, about .* each; let idle series wait/,
    )
    await run(pipeline, { maxMemory: 1e7 })
  })

  it('is refused at its start', async () => {
    await expect(
      survey(pipeline('  - forecast: { horizon: 2000, season: none }\n'), { maxMemory: 1e9 }),
    ).rejects.toThrow(/forecast: expected steps that need at most 1\.0 GB of memory, got about 1\.6 GB a series/)
  })
})
