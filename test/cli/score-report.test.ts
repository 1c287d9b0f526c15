import { describe, expect, it } from 'vitest'
import { scoreReport } from '../../src/cli/score-report.ts'
import { memoryTerminal } from './memory-terminal.ts'
import { outcome } from './outcome.ts'

const plain = memoryTerminal().paint

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
    const painted = scoreReport(outcome, memoryTerminal(true).paint)
    expect(painted).toContain('<good>+7.7 %</good>')
    expect(painted).toContain('<bad>−10.0 %</bad>')
  })

  it('is the account alone if nothing was forecast', () => {
    const none = { ...outcome, scores: undefined, rows: { ...outcome.rows, filled: 0, restarts: 0 } }
    expect(scoreReport(none, plain)).toBe('1,461 rows = 1,450 accepted + 6 imputed + 4 rejected + 1 skipped\n')
  })
})
