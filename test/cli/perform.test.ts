import { describe, expect, it } from 'vitest'
import { perform, takesStdout } from '../../src/cli/perform.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import type { Outcome } from '../../src/run/outcome.ts'
import { days, folderWith } from './command.ts'
import { memoryTerminal } from './memory-terminal.ts'

const steps = [{ forecast: { horizon: 1, season: 'none', experts: ['persistence'], intervals: [] } }] as const
const pipelineWith = (sinks: readonly string[]) =>
  definePipeline(
    {
      source: { csv: { path: 'rows.csv', time: 'date', target: 'value' } },
      steps,
      sinks: sinks.map((csv) => ({ csv })),
    },
    { folder: folderWith({ 'rows.csv': days([1, 2, 4]) }) },
  )

describe('perform', () => {
  it('runs a pipeline, shows every forecast, reports the outcome and then its files', async () => {
    const terminal = memoryTerminal()
    let forecasts = 0
    let outcome: Outcome | undefined
    const write = (batch: readonly unknown[]) => {
      forecasts += batch.length
    }
    const code = await perform(pipelineWith(['out/f.csv']), { onlookers: [{ write }] }, terminal, (result) => {
      outcome = result
      terminal.err('reported\n')
    })
    expect([code, forecasts, outcome?.rows.accepted]).toEqual([0, 3, 3])
    expect(terminal.written.err).toMatch(/^reported\nwrote .*out\/f\.csv\n$/)
  })
})

describe('takesStdout', () => {
  it('is true if a sink writes there', () => {
    expect([['-'], ['a.csv']].map((sinks) => takesStdout(pipelineWith(sinks)))).toEqual([true, false])
  })
})
