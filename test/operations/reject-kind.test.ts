import { describe, expect, it } from 'vitest'
import { rejectKind, rejectKinds } from '../../src/operations/reject-kind.ts'
import { run } from '../../src/run/run.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { readCsv } from '../../src/sources/csv.ts'
import { folderWith } from '../cli/command.ts'
import { planFor } from '../run/plan-for.ts'
import { operators } from './watched.ts'

const start = 'date,value\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n'

/** The kinds of the rejects of a file that begins with three good rows. */
async function kindsOf(more: string): Promise<string[]> {
  const kinds: string[] = []
  const ledger = new Ledger((reject) => kinds.push(rejectKind(reject)))
  const folder = folderWith({ 'rows.csv': `${start}${more}` })
  const source = readCsv({ path: 'rows.csv', time: 'date', target: 'value' })
  await run({ ...planFor([]), folder, source, ledger, operators, sinks: [] })
  return kinds
}

describe('the kind of a reject', () => {
  it.each([
    ['number', '2024-01-04,x\n2024-01-05,1e999\n'],
    ['time', '2024-02-30,1\nnow,2\n'],
    ['format', '2024-01-04,1,2\n'],
    ['late', '2023-12-01,1\n'],
    ['encoding', '2024-01-04,1\0\n'],
    ['too_long', `2024-01-04,${'1'.repeat(70_000)}\n`],
  ])('is %s', async (kind, rows) => {
    const kinds = await kindsOf(rows)
    expect(kinds.length).toBeGreaterThan(0)
    expect(new Set(kinds)).toEqual(new Set([kind]))
  })

  it('is one of a few words, whatever the reason is', () => {
    for (const reason of ['', 'expected a number, got "expected a time after"', 'something else', 'é\n"{}'])
      expect(rejectKinds).toContain(rejectKind({ reason }))
    expect(rejectKind({ reason: 'something else' })).toBe('other')
  })
})
