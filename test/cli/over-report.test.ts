import { expect, it } from 'vitest'
import { overReport } from '../../src/cli/over-report.ts'
import { overSeries } from '../../src/scores/over-series.ts'
import { someScores } from '../scores/some-scores.ts'
import { memoryTerminal } from './memory-terminal.ts'

const keyed = (count: number, rows = 60) =>
  Array.from({ length: count }, (_, i) => ({
    key: [String(i)],
    scores: someScores({ seed: i, error: i / count, rows }),
  }))

it('overReport prints means, quantiles and a bar for each bin', () => {
  const over = overSeries(keyed(40), 0)
  const lines = overReport(over, memoryTerminal())
  expect(lines.map((line) => line.slice(0, 16).trim())).toEqual([
    'over 40 series',
    'mean',
    'weighted by size',
    'least',
    '10 %',
    '25 %',
    'middle',
    '75 %',
    '90 %',
    'most',
    `MASE  0 ${lines[10]!.slice(8, 16).trimEnd()}`,
    lines[11]!.slice(0, 16).trim(),
    'skill: against t',
  ])
  // A bar before the first bin, and one after the last.
  expect(lines[10]).toMatch(/^MASE {2}0 .{14} 3$/)
  expect(lines[11]).toMatch(/^skill −50 % .{17} \+100 %$/)
  expect(
    overReport(over, { ...memoryTerminal(), unicode: false })
      .slice(10, 12)
      .join(''),
  ).not.toMatch(/[▁-█]/)
})

it('overReport of few series has their means only, and of short ones nothing but their number', () => {
  expect(overReport(overSeries(keyed(3), 0), memoryTerminal())).toHaveLength(4)
  expect(overReport(overSeries(keyed(3, 5), 0), memoryTerminal())).toEqual([
    'means over series need one with at least 10 scored times',
  ])
})
