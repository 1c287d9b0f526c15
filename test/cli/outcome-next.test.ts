import { describe, expect, it } from 'vitest'
import { nextReport } from '../../src/cli/next-report.ts'
import { probabilityText } from '../../src/cli/outcome-next.ts'
import { Recent } from '../../src/cli/recent.ts'
import { Scored } from '../../src/series/scored.ts'
import { someOutcomes } from '../scores/some-outcomes.ts'
import { memoryTerminal } from './memory-terminal.ts'

const day = 86_400_000
const last = (key?: string) => {
  const scored = someOutcomes()
  const observation = { ...scored.observation, values: [1, 0, Number.NaN], ...(key && { key: [key] }) }
  const values = Float64Array.of(0.25, 0.999, 0.001, 0.5, 0, 1)
  const one = new Recent(new Scored({ ...scored, observation, values, origin: 0, times: [day, 2 * day] }), undefined)
  return one
}
const options = { rest: 'all with --json', cadence: '1d' }

describe('the next probabilities', () => {
  it('are a table with a column an outcome, below what has happened last', () => {
    expect(nextReport([last()], ['event'], options, memoryTerminal()).split('\n')).toEqual([
      'probabilities',
      '                   event  kind=a  kind=b',
      '  Thu  1 Jan 1970    yes      no       –',
      '  Fri  2 Jan 1970   25 %    <1 %     0 %',
      '  Sat  3 Jan 1970  >99 %    50 %   100 %',
      '',
    ])
  })

  it('are a line a series if there are many', () => {
    const report = nextReport(
      Array.from({ length: 30 }, (_, i) => last(`item ${i}`)),
      ['event'],
      options,
      memoryTerminal(),
    )
    expect(report.split('\n').slice(0, 3)).toEqual([
      '30 series',
      '  next     event  kind=a  kind=b',
      '  item 0    25 %    <1 %     0 %',
    ])
    expect(report).toContain('… 10 more series: all with --json')
  })

  it('never show what is possible as 0, or what is not certain as 100', () => {
    expect([0, 1e-9, 0.005, 0.994, 0.996, 1, Number.NaN].map(probabilityText)).toEqual([
      '0 %',
      '<1 %',
      '1 %',
      '99 %',
      '>99 %',
      '100 %',
      '–',
    ])
  })
})
