import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { nextReport } from '../../src/cli/next-report.ts'
import { RecentSeries } from '../../src/cli/recent.ts'
import type { Scored } from '../../src/series/scored.ts'
import { memoryTerminal } from './memory-terminal.ts'
import { scoredOf } from './scored-of.ts'

const rest = 'all with --json'

function report(batch: readonly Scored[], { rows, columns }: { rows?: number; columns?: number } = {}) {
  const recent = new RecentSeries()
  recent.write(batch, [])
  const options = { rest, ...(rows === undefined ? {} : { rows }) }
  const terminal = { ...memoryTerminal(columns !== undefined, columns), paint: (_: string, text: string) => text }
  return nextReport(recent, ['temp'], options, terminal)
}

describe('nextReport', () => {
  it('prints the next leads below the last value', () => {
    expect(report(scoredOf([1.5, 9.5]))).toBe(`temp
                   forecast  80 % sure it is  95 % sure it is
  Fri  2 Jan 1970       9.5       last value
  Sat  3 Jan 1970       9.5      8.5 to 10.5      7.5 to 11.5
  Sun  4 Jan 1970       9.5      8.5 to 10.5      7.5 to 11.5
`)
  })

  it('draws the past and the fan if the terminal is wide enough', () => {
    const [, , past, next] = report(scoredOf([1.5, 9.5, 4]), { columns: 80 }).split('\n')
    expect(past).toMatch(/ {2}▁█▃$/)
    expect(next).toMatch(/ {2}─+━+●━+─+$/)
    expect(report(scoredOf([1.5, 9.5]), { columns: 60 })).not.toContain('●')
  })

  it('prints some of the leads, and says how to get the others', () => {
    expect(
      report(scoredOf([1, 2]), { rows: 1 })
        .split('\n')
        .at(-2),
    ).toBe('  … 1 more: all with --json')
  })

  it('prints many series as a list, within the width of the terminal', () => {
    const series = Array.from({ length: 30 }, (_, i) => scoredOf([i, 2 * i, 3 * i], [`市場 ${'x'.repeat(2 * i)}`]))
    const lines = report(series.flat(), { columns: 80 }).trimEnd().split('\n')
    expect(lines).toHaveLength(1 + 1 + 20 + 1)
    expect(lines[0]).toBe('30 series')
    expect(lines.at(-1)).toBe('  … 10 more series: all with --json')
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80)
  })

  it('names the time in the list only if it differs', () => {
    const late = scoredOf([1, 2], ['late'], 86_400_000 * 7)
    const series = Array.from({ length: 12 }, (_, i) => scoredOf([i, 2 * i], [`${i}`]))
    expect(report(series.flat()).split('\n')[1]).toMatch(/^ {2}Sat {2}3 Jan 1970 +forecast +80 % sure it is$/)
    expect(report([...series.flat(), ...late]).split('\n')[1]).toMatch(/^ +next +forecast +80 % sure it is$/)
  })
})
