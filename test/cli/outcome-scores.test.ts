import { describe, expect, it } from 'vitest'
import { scoreReport } from '../../src/cli/score-report.ts'
import { totalScores } from '../../src/scores/total-scores.ts'
import { someOutcomes } from '../scores/some-outcomes.ts'
import { memoryTerminal } from './memory-terminal.ts'
import { outcome } from './outcome.ts'

const { scores } = someOutcomes(60)
const series = ['event', 'kind=a', 'kind=b']

describe('the scores of outcomes', () => {
  it('are those of probabilities: Brier, skill, log loss and AUC, with the share that happened by tenth of the probabilities', () => {
    const lines = scoreReport({ ...outcome, series, scores }, memoryTerminal()).split('\n')
    expect(lines[1]).toBe('  lead  happened  Brier    skill  log loss    AUC  scored')
    expect(lines[4]).toMatch(/^ {2}1–2 .*%/)
    expect(lines[5]).toMatch(/^ {2}skill: against the base rate known at each origin, Brier 0\.\d+, log loss 0\.\d+$/)
    expect(lines.slice(6, 9).map((line) => line.slice(2, 10))).toEqual(['forecast', 'happened', 'times   '])
    expect(lines.join('\n')).not.toContain('MAE')
  })

  it('have a line for each of several series', () => {
    const keyed = [1, 2].map((seed) => ({ key: [`item ${seed}`], scores: someOutcomes(60, seed).scores }))
    const report = scoreReport(
      { ...outcome, series, by: ['item'], keyed, scores: totalScores(keyed) },
      memoryTerminal(),
    )
    expect(
      report
        .split('\n')
        .slice(1, 5)
        .map((line) => line.slice(2, 14).trim()),
    ).toEqual(['item', 'item 1', 'item 2', 'all 2 series'])
    expect(report).not.toContain('MASE')
  })
})
