import { describe, expect, it } from 'vitest'
import { scoreReport } from '../../src/cli/score-report.ts'
import type { Outcome } from '../../src/run/outcome.ts'
import { overSeries } from '../../src/scores/over-series.ts'
import { totalScores } from '../../src/scores/total-scores.ts'
import { someScores } from '../scores/some-scores.ts'
import { memoryTerminal } from './memory-terminal.ts'
import { outcome } from './outcome.ts'

const plain = memoryTerminal()

describe('scoreReport', () => {
  it('has a table for each channel and the account of the rows', () => {
    expect(scoreReport(outcome, plain).split('\n')).toEqual([
      'north',
      '  lead    MAE   RMSE   MASE  vs persistence  vs seasonal naive  in 80 %  in 97.5 %  scored',
      '  1     2.057  2.620  0.517          +7.7 %            +48.2 %   80.2 %     97.0 %   1,200',
      '  strongest naive forecast: the last value, MAE 2.228 (chosen afterwards); 7.7 % better than it',
      '',
      'south',
      '  lead    MAE   RMSE   MASE  vs persistence  vs seasonal naive  in 80 %  in 97.5 %  scored',
      '  1     100.0  120.0  1.100         −10.0 %                  –  100.0 %    100.0 %       3',
      '  strongest naive forecast: the last value, MAE 90.50 (chosen afterwards); 10.5 % worse than it',
      '',
      '1,461 rows = 1,450 accepted + 6 imputed + 4 rejected + 1 skipped; 2 filled in; 1 restart after a long gap',
      '',
    ])
  })

  it('colours a skill above naive green, and one below red', () => {
    const painted = scoreReport(outcome, memoryTerminal(true))
    expect(painted).toContain('<good>+7.7 %</good>')
    expect(painted).toContain('<bad>−10.0 %</bad>')
  })

  it('is the account alone if nothing was forecast', () => {
    const none = { ...outcome, scores: undefined, rows: { ...outcome.rows, filled: 0, restarts: 0 } }
    expect(scoreReport(none, plain)).toBe('1,461 rows = 1,450 accepted + 6 imputed + 4 rejected + 1 skipped\n')
  })

  describe('over several series', () => {
    const named = (count: number, name: (i: number) => string) =>
      Array.from({ length: count }, (_, i) => ({
        key: [name(i)],
        scores: someScores({ leads: [1, 2, 7], seed: i, level: 1 + i, error: 0.5 + i / count }),
      }))
    const reportOf = (keyed: Outcome['keyed'], columns = 100) =>
      scoreReport(
        { ...outcome, series: ['sold'], by: ['item'], keyed, scores: totalScores(keyed) },
        { ...memoryTerminal(false), screen: { columns } },
      ).split('\n')

    it('has a line for each of a few, and their means', () => {
      const lines = reportOf(named(3, (i) => `item ${i}`))
      expect(lines[1]).toMatch(/^ {2}item +MAE +RMSE +MASE +skill +in 80 % +in 95 % +scored$/)
      expect(lines.slice(2, 6).map((line) => line.slice(0, 16).trim())).toEqual([
        'item 0',
        'item 1',
        'item 2',
        'all 3 series',
      ])
      expect(lines.join('\n')).toMatch(/over 3 series +MASE +WAPE +skill\n {2}mean +[\d.]+ +[\d.]+ % +[+−][\d.]+ %\n/)
      expect(lines.join('\n')).not.toContain('middle')
    })

    it('has the worst of many, how their scores are distributed, and names that fit', () => {
      const name = (i: number) =>
        `stores/hobbies and toys/department ${i % 3}/item number ${i} in the newest catalogue/pieces`
      const keyed = named(1000, name)
      const lines = reportOf(keyed, 80)
      const worst = overSeries(keyed, 0).worst.map(({ key }) => /item number (\d+)/.exec(key[0]!)![1])
      expect(lines.slice(2, 12).map((line) => /number (\d+)/.exec(line)?.[1])).toEqual(worst)
      expect(lines[12]).toContain('all 1,000 series')
      expect(lines).toContain('  the 10 worst of 1,000 series: all with --json')
      for (const line of ['least', '10 %', 'middle', '90 %', 'most', 'skill −50 %', 'MASE  0'])
        expect(lines.filter((one) => one.startsWith(`  ${line}`))).toHaveLength(1)
      expect(Math.max(...lines.slice(0, 14).map(({ length }) => length))).toBeLessThanOrEqual(80)
      expect(lines.length).toBeLessThan(40)
    })

    it('has the total on a line of its own, and does not count it', () => {
      const keyed = named(30, String)
      const total = { key: ['total'], scores: someScores({ leads: [1, 2, 7], level: 900 }) }
      const run = { ...outcome, series: ['sold'], by: ['item'], keyed, total, scores: totalScores(keyed) }
      const lines = scoreReport(run, plain).split('\n')
      expect(lines[12]).toMatch(/^ {2}all 30 series /)
      expect(lines[13]).toMatch(/^ {2}their total /)
      expect(lines.join('\n')).toContain('over 30 series')
    })

    it('says how many are too short', () => {
      const keyed = [...named(30, String), { key: ['new'], scores: someScores({ leads: [1, 2, 7], rows: 5 }) }]
      const lines = reportOf(keyed.map(({ key, scores }) => ({ key, scores: scores })))
      expect(lines).toContain('  means without 1 series with fewer than 10 scored times')
    })
  })
})
