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
  return nextReport(recent.all, ['temp'], { rest: 'all with --json' }, terminal)
}

describe('nextList', () => {
  it('prints many series as a list, within the width of the terminal', () => {
    const series = Array.from({ length: 30 }, (_, i) => scoredOf([i, 2 * i, 3 * i], [`市場 ${'x'.repeat(2 * i)}`]))
    const lines = report(series.flat(), 80).trimEnd().split('\n')
    expect(lines).toHaveLength(1 + 1 + 20 + 1)
    expect(lines[0]).toBe('30 series')
    expect(lines.at(-1)).toBe('  … 10 more series: all with --json')
    expect(lines[2]).toMatch(/ {2}▄+$/)
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80)
  })

  it('names the time in the list only if it differs', () => {
    const late = scoredOf([1, 2], ['late'], 86_400_000 * 7)
    const series = Array.from({ length: 12 }, (_, i) => scoredOf([i, 2 * i], [`${i}`]))
    expect(report(series.flat()).split('\n')[1]).toMatch(/^ {2}Sat {2}3 Jan 1970 +forecast +80 % sure it is$/)
    expect(report([...series.flat(), ...late]).split('\n')[1]).toMatch(/^ +next +forecast +80 % sure it is$/)
  })
})
