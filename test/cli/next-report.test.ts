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
  return nextReport(recent.all, ['temp'], options, terminal)
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
    expect(report(scoredOf([1.5, 9.5]), { columns: 64 })).not.toContain('●')
  })

  it('prints the total first', () => {
    const all = new RecentSeries()
    all.write([...scoredOf([1, 2], ['a']), ...scoredOf([3, 4], ['total'])], [])
    const options = { rest, total: ['total'] }
    expect(nextReport(all.all, ['temp'], options, memoryTerminal()).match(/^\S+$/gm)).toEqual(['total', 'a'])
  })

  it('prints the same whether the past is known or not', () => {
    const forecasts = scoredOf([1.25, 0.75, 9.5, 8.123], ['a'], 0, 2.34)
    const text = (seen: typeof forecasts) => {
      const all = new RecentSeries()
      all.write(seen, [])
      const options = { rest, restartable: true }
      return nextReport(all.of(forecasts.slice(-1)), ['temp'], options, memoryTerminal())
    }
    expect(text([])).toContain('8.123       last value')
    expect([forecasts, forecasts.slice(-2)].map(text)).toEqual([text([]), text([])])
  })

  it('prints some of the leads, and says how to get the others', () => {
    expect(
      report(scoredOf([1, 2]), { rows: 1 })
        .split('\n')
        .at(-2),
    ).toBe('  … 1 more: all with --json')
  })
})
