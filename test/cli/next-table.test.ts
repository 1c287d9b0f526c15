import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { nextReport } from '../../src/cli/next-report.ts'
import { RecentSeries } from '../../src/cli/recent.ts'
import type { Scored } from '../../src/series/scored.ts'
import { memoryTerminal } from './memory-terminal.ts'
import { scoredOf } from './scored-of.ts'

function report(batch: readonly Scored[], columns?: number) {
  const recent = new RecentSeries()
  recent.write(batch, [])
  const terminal = { ...memoryTerminal(columns !== undefined, columns), paint: (_: string, text: string) => text }
  return nextReport(recent, ['temp'], { rest: 'all with --json' }, terminal)
}

describe('nextTable', () => {
  it('takes a larger unit if the terminal has no room for the digits', () => {
    const huge = scoredOf([2_218_751_501, 2_277_236_695, 2_218_751_501], undefined, 0, 3e7)
    const lines = report(huge, 80).trimEnd().split('\n')
    expect(lines[0]).toBe('temp, in thousands')
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80)
    expect(report(huge).split('\n')[0]).toBe('temp')
  })

  it('leaves the wider interval out if nothing else helps', () => {
    const lines = report(scoredOf([1.5, 9.5]), 50).split('\n')
    expect(lines[1]).toBe('                   forecast  80 % sure it is')
  })
})
