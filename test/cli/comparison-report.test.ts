import { describe, expect, it } from 'vitest'
import { comparisonReport } from '../../src/cli/comparison-report.ts'
import type { ComparisonResult, Line } from '../../src/forecaster/comparison.ts'
import { memoryTerminal } from './memory-terminal.ts'

/** A contestant that misses by `errors` at each lead, with this chance of being no different from the forecaster. */
function line(name: string, errors: readonly number[], p: number): Line {
  const tally = (mae: number) => ({
    count: 10,
    mae,
    rmse: mae * 2,
    mse: 4 * mae * mae,
    coverage: [0.8],
    width: [5],
    winkler: [7],
  })
  const mean = errors.reduce((sum, x) => sum + x, 0) / errors.length
  return {
    name,
    byLead: errors.map(tally),
    overall: tally(mean),
    mase: errors.map((x) => x / 4),
    skill: errors.map((x) => 1 - x / 4),
    overallSkill: 1 - mean / 4,
    test: errors.map(() => ({ statistic: 0, p })),
  }
}
const result = (leads: readonly number[]): ComparisonResult => ({
  leads,
  levels: [0.8],
  origins: 1094,
  lines: [
    line(
      'forecaster',
      leads.map(() => 2),
      Number.NaN,
    ),
    line(
      'persistence',
      leads.map(() => 4),
      0.001,
    ),
    line(
      'expert a',
      leads.map(() => 1),
      0.049,
    ),
    line(
      'expert b',
      leads.map(() => 3),
      0.05,
    ),
  ],
})

describe('comparisonReport', () => {
  it('names levels that are close apart', () => {
    const close = { ...result([1]), levels: [0.9975, 0.998] }
    expect(comparisonReport(close, memoryTerminal().paint)).toMatch(/in 99\.75 % .* in 99\.8 % /)
  })

  it('shows all leads together, then the errors by lead with what is real marked', () => {
    expect(comparisonReport(result([1, 2]), memoryTerminal().paint).split('\n')).toEqual([
      'all leads together leads 1–2, 1,094 origins',
      '                 MAE   RMSE    MSE   MASE  vs persistence  in 80 %  width 80 %  Winkler 80 %',
      '  forecaster   2.000  4.000  16.00  0.500         +50.0 %   80.0 %       5.000         7.000',
      '  persistence  4.000  8.000  64.00  1.000           0.0 %   80.0 %       5.000         7.000',
      '  expert a     1.000  2.000  4.000  0.250         +75.0 %   80.0 %       5.000         7.000',
      '  expert b     3.000  6.000  36.00  0.750         +25.0 %   80.0 %       5.000         7.000',
      '',
      'MAE by lead',
      '                     1        2',
      '  forecaster   2.000    2.000',
      '  persistence  4.000 ▼  4.000 ▼',
      '  expert a     1.000 ▲  1.000 ▲',
      '  expert b     3.000    3.000',
      '  ▲ really better than the forecaster, ▼ really worse (Diebold–Mariano with Harvey’s correction, p < 0.05);',
      '  unmarked: the difference may be chance',
      '',
    ])
  })

  it('picks leads where there are more than a screen holds, the last always', () => {
    const report = comparisonReport(result(Array.from({ length: 30 }, (_, i) => i + 1)), memoryTerminal().paint)
    const header = report.split('MAE by lead\n')[1]!.split('\n')[0]!
    expect(header.trim().split(/\s+/)).toEqual(['1', '2', '3', '6', '12', '24', '30'])
  })
})
