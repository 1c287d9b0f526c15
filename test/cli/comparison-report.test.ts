import { describe, expect, it } from 'vitest'
import { comparisonReport } from '../../src/cli/comparison-report.ts'
import type { ComparisonResult, ContestantScores } from '../../src/comparison/comparison-result.ts'
import { memoryTerminal } from './memory-terminal.ts'

/** A contestant that misses by `errors` at each lead, with this chance of being no different from the forecaster. */
function line(name: string, errors: readonly number[], p: number): ContestantScores {
  const tally = (mae: number) => ({
    count: 10,
    mae,
    rmse: mae * 2,
    mse: 4 * mae * mae,
    crps: mae / 2,
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
    overallMase: mean / 4,
    scaledPinball: errors.map((x) => x / 8),
    overallScaledPinball: mean / 8,
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
  it('distinguishes levels that are close together', () => {
    const close = { ...result([1]), levels: [0.9975, 0.998] }
    expect(comparisonReport(close, memoryTerminal())).toMatch(/in 99\.75 % .* in 99\.8 % /)
  })

  it('shows all leads together, then errors by lead with significant differences marked', () => {
    expect(comparisonReport(result([1, 2]), memoryTerminal()).split('\n')).toEqual([
      'all leads together leads 1–2, 1,094 origins',
      '                 MAE   RMSE    MSE   CRPS  pinball   MASE    skill',
      '  forecaster   2.000  4.000  16.00  1.000    0.250  0.500  +50.0 %',
      '  persistence  4.000  8.000  64.00  2.000    0.500  1.000    0.0 %',
      '  a            1.000  2.000  4.000  0.500    0.125  0.250  +75.0 %',
      '  b            3.000  6.000  36.00  1.500    0.375  0.750  +25.0 %',
      '',
      '               in 80 %  width  Winkler',
      '  forecaster    80.0 %  5.000    7.000',
      '  persistence   80.0 %  5.000    7.000',
      '  a             80.0 %  5.000    7.000',
      '  b             80.0 %  5.000    7.000',
      '',
      'MAE by lead',
      '                     1        2',
      '  forecaster   2.000    2.000',
      '  persistence  4.000 ▼  4.000 ▼',
      '  a            1.000 ▲  1.000 ▲',
      '  b            3.000    3.000',
      '',
      '  CRPS: twice the mean pinball loss of the median and the ends of the intervals',
      '  pinball: half of that, scaled by the error of a naive forecast',
      '  intervals of naive forecasts and experts follow from their own errors',
      '  skill: share of the error of persistence that was avoided',
      '  ▲ really better than the forecaster, ▼ really worse; else it may be chance',
      '  (Diebold–Mariano with Harvey’s correction, p < 0.05)',
      '',
    ])
  })

  it('ranks the contestants over several series, the best first, and marks what differs from the forecaster', () => {
    const one = result([1])
    const ranks = [2.5, 3.5, 1.4, Number.NaN].map((mean, i) => ({ name: one.lines[i]!.name, mean }))
    const keyed = ['a', 'b'].map((key) => ({ ...one, key: [key] }))
    const over = { ...one, keyed, ranks: { series: 2, criticalDifference: 1.05, ranks } }
    const report = comparisonReport(over, memoryTerminal())
    expect(report.slice(report.indexOf('mean rank')).split('\n').slice(0, 7)).toEqual([
      'mean rank',
      '  a            1.40 ▲',
      '  forecaster   2.50',
      '  persistence  3.50',
      '  1 is the best; over the 2 series in which all were scored',
      '  ▲ really better than the forecaster, ▼ really worse: by more than 1.05, the',
      '  critical difference of Nemenyi at 0.05, if the series are independent',
    ])
    expect(report).not.toContain('Diebold')
  })

  it('says that a line has no intervals', () => {
    const { lines, ...rest } = result([1])
    const theirs = line('theirs', [3], 0.5)
    const overall = { ...theirs.overall, crps: Number.NaN }
    const without = { ...theirs, overall, scaledPinball: [Number.NaN], overallScaledPinball: Number.NaN }
    const report = comparisonReport({ ...rest, lines: [...lines, without] }, memoryTerminal())
    expect(report).toMatch(/^ {2}theirs +3\.000 +6\.000 +36\.00 +– +– /m)
    expect(report).toContain('–: no intervals, so no CRPS and no pinball loss')
    expect(comparisonReport(result([1]), memoryTerminal())).not.toContain('no intervals')
  })

  it('puts the best expert first, and lists an expert that is a naive forecast only once', () => {
    const { lines, ...rest } = result([1])
    const more = [...lines, line('expert persistence', [4], 0.001), line('expert c', [0.5], 0.001)]
    const named = comparisonReport({ ...rest, lines: more }, memoryTerminal())
    expect(
      [...named.split('MAE by lead')[0]!.matchAll(/^ {2}(\w+) +\d.*$/gm)].map(([, name]) => name).slice(0, 5),
    ).toEqual(['forecaster', 'persistence', 'c', 'a', 'b'])
    const other = [...lines, line('expert persistence', [5], 0.001)]
    expect(comparisonReport({ ...rest, lines: other }, memoryTerminal())).toMatch(/^ {2}expert persistence +5\.000/m)
  })

  it('fits the terminal for any content', () => {
    const leads = Array.from({ length: 48 }, (_, i) => i + 1)
    const many = { ...result(leads), levels: [0.5, 0.8, 0.9, 0.95] }
    const wide = (tally: ContestantScores['overall']) => ({
      ...tally,
      coverage: [0.5, 0.8, 0.9, 0.95],
      width: [1000, 1000, 1000, 1000],
      winkler: [1e5, 1e5, 1e5, 1e5],
    })
    const lines = many.lines.map((one, i) => ({
      ...one,
      name: i === 3 ? 'expert lstm(holtWintersMultiplicative, 0.001)' : one.name,
      overall: wide(one.overall),
    }))
    const widest = (columns: number) =>
      Math.max(
        ...comparisonReport({ ...many, lines }, { ...memoryTerminal(), columns })
          .split('\n')
          .map(({ length }) => length),
      )
    expect(widest(80)).toBeLessThanOrEqual(80)
    expect(widest(160)).toBeGreaterThan(100)
    expect(widest(160)).toBeLessThanOrEqual(160)
  })

  it('selects leads if there are more than fit the screen, always the last, and notes it', () => {
    const report = comparisonReport(result(Array.from({ length: 30 }, (_, i) => i + 1)), memoryTerminal())
    const [note, header] = report.split('MAE by lead')[1]!.split('\n')
    expect(note).toBe(', 7 of 30; all with --json')
    expect(header!.trim().split(/\s+/)).toEqual(['1', '2', '3', '5', '10', '17', '30'])
  })
})
