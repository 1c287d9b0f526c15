import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { nextReport } from '../../src/cli/next-report.ts'
import { RecentSeries } from '../../src/cli/recent.ts'
import { Scored } from '../../src/series/scored.ts'
import { memoryTerminal } from './memory-terminal.ts'
import { scoredOf, sumOf } from './scored-of.ts'

function report(batch: readonly Scored[], columns?: number) {
  const recent = new RecentSeries()
  recent.write(batch, [])
  const terminal = { ...memoryTerminal(columns !== undefined, columns), paint: (_: string, text: string) => text }
  return nextReport(recent.all, ['temp'], { rest: 'all with --json' }, terminal)
}

describe('nextTable', () => {
  it('takes a larger unit if the terminal has no room for the digits', () => {
    const huge = scoredOf([2_218_751_501, 2_277_236_695, 2_218_751_501], undefined, 0, 3e7)
    const lines = report(huge, 80).trimEnd().split('\n')
    expect(lines[0]).toBe('temp, in thousands')
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80)
    expect(report(huge).split('\n')[0]).toBe('temp')
  })

  it('prints the sums asked for below the leads, and their intervals once they are known', () => {
    const withSum = (half: number) => report([new Scored({ ...scoredOf([5]).at(-1)!, sums: sumOf(10, half) })])
    expect(withSum(3).trimEnd().split('\n').at(-1)).toBe('  sum of 2: 10, 80 % sure 7 to 13, 95 % sure 4 to 16')
    expect(withSum(Number.NaN).trimEnd().split('\n').at(-1)).toBe('  sum of 2: 10')
  })

  it('leaves the wider interval out if nothing else helps', () => {
    const lines = report(scoredOf([1.5, 9.5]), 50).split('\n')
    expect(lines[1]).toBe('                   forecast  80 % sure it is')
  })
})
