import { describe, expect, it } from 'vitest'
import { aligned, printTable } from '../../src/cli/query-table.ts'
import type { Answer } from '../../src/history/query.ts'
import type { Kind, Value } from '../../src/history/result.ts'
import { memoryTerminal } from './memory-terminal.ts'

const day = 86_400_000

/** The lines of an answer on a terminal. */
async function linesOf(columns: Record<string, Kind>, rows: Value[][], { zone = 'UTC', screen = 0 } = {}) {
  async function* parts() {
    for (let from = 0; from < rows.length; from += 2) yield rows.slice(from, from + 2)
  }
  const answer: Answer = {
    columns: Object.entries(columns).map(([name, kind]) => ({ name, kind })),
    parts: parts(),
    zone,
  }
  const terminal = memoryTerminal(screen > 0, screen)
  await printTable(answer, terminal)
  return [...terminal.written.out.trimEnd().split('\n'), terminal.written.err.trim()]
}

describe('the table of an answer', () => {
  it('aligns numbers with as many decimals as help, and texts to the left', async () => {
    const rows = [
      ['a', 2.0833333, 1460n, true],
      ['longer', -12.5, 7n, null],
      [null, null, 2016n, false],
    ]
    expect(await linesOf({ name: 'text', mae: 'number', n: 'whole', ok: 'boolean' }, rows)).toEqual([
      'name       mae     n  ok',
      'a         2.08  1460  true',
      'longer  -12.50     7  –',
      '–            –  2016  false',
      '3 rows',
    ])
  })

  it('shows times as exact as they need, in the zone of the data', async () => {
    const rows = [
      [0, 0, day],
      [day + 3_600_000, 1500, 2 * day],
    ]
    const columns = { at: 'instant', moment: 'moment', on: 'date' } as const
    expect(await linesOf(columns, rows)).toEqual([
      '              at                   moment          on',
      '1970-01-01 00:00  1970-01-01 00:00:00.000  1970-01-02',
      '1970-01-02 01:00  1970-01-01 00:00:01.500  1970-01-03',
      '2 rows',
    ])
    expect(await linesOf({ at: 'instant' }, [[-3_600_000]], { zone: 'Europe/Berlin' })).toEqual([
      '        at',
      '1970-01-01',
      '1 row, times of Europe/Berlin',
    ])
  })

  it('shortens texts for the width of a terminal, and shows the first rows', async () => {
    const rows = Array.from({ length: 205 }, (_, i) => [`reason ${'x'.repeat(60)}`, i])
    const lines = await linesOf({ reason: 'text', i: 'whole' }, rows, { screen: 40 })
    expect(lines[1]).toBe(`reason ${'x'.repeat(27)}…    0`)
    expect(lines).toHaveLength(202)
    expect(lines.at(-1)).toBe('<dim>the first 200 rows; --csv or --json prints all\n</dim>')
  })

  it('has its header if there are no rows', async () => {
    expect(await linesOf({ a: 'number', b: 'other' }, [])).toEqual(['a  b', '0 rows'])
    expect(aligned(['a'], [[]], [true])).toEqual(['a'])
  })
})
