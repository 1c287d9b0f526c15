import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lastValueFrom, take, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import { describeReject } from '../../src/series/reject.ts'
import { fromCsv } from '../../src/sources/from-csv.ts'

const folder = mkdtempSync(join(tmpdir(), 'rxcast-'))
function file(text: string): string {
  const path = join(folder, `${Math.abs(text.length * 7919)}.csv`)
  writeFileSync(path, text)
  return path
}

describe('fromCsv', () => {
  it('emits the observations of the file, afresh for each subscription', async () => {
    const rows = fromCsv({
      path: file('day,y,x\n2024-01-01,1.5,7\n2024-01-02,,8\n'),
      time: 'day',
      target: 'y',
      covariates: ['x'],
    })
    for (let twice = 0; twice < 2; twice++) {
      const all = await lastValueFrom(rows.pipe(toArray()))
      expect(all.map(({ time, values, covariates }) => [time, values[0], covariates![0]])).toEqual([
        [Date.UTC(2024, 0, 1), 1.5, 7],
        [Date.UTC(2024, 0, 2), Number.NaN, 8],
      ])
    }
  })

  it('counts every row, and omits unusable ones', async () => {
    const rejects: string[] = []
    const ledger = new Ledger((reject) => rejects.push(describeReject(reject)))
    const rows = fromCsv(
      { path: file('day,y\n2024-01-01,1\nyesterday,2\n2024-01-03,3\n'), time: 'day', target: 'y' },
      { ledger },
    )
    expect(await lastValueFrom(rows.pipe(toArray()))).toHaveLength(2)
    expect([ledger.rows, ledger.accepted, ledger.rejected]).toEqual([3, 2, 1])
    expect(rejects[0]).toMatch(/:3 day: expected an ISO 8601 time/)
  })

  it('fails if there is no such file or column, and after emitting what came before a missing end', async () => {
    await expect(lastValueFrom(fromCsv({ path: join(folder, 'none.csv'), time: 'a', target: 'b' }))).rejects.toThrow(
      'no such file',
    )
    await expect(
      lastValueFrom(fromCsv({ path: file('day,temp\n2024-01-01,1\n'), time: 'day', target: 'tmp' })),
    ).rejects.toThrow('did you mean "temp"?')
    const seen: number[] = []
    const open = fromCsv(
      { path: file('day,y\n2024-01-01,1\n2024-01-02,"2\n'), time: 'day', target: 'y' },
      { ledger: new Ledger() },
    )
    await expect(
      new Promise((done, fail) =>
        open.subscribe({ next: ({ values }) => seen.push(values[0]!), error: fail, complete: () => done(0) }),
      ),
    ).rejects.toThrow('quote opened here')
    expect(seen).toEqual([1])
  })

  it('can be unsubscribed from early', async () => {
    const long = `day,y\n${Array.from({ length: 20_000 }, (_, i) => `${new Date(i * 86_400_000).toISOString().slice(0, 10)},${i}`).join('\n')}\n`
    const few = await lastValueFrom(fromCsv({ path: file(long), time: 'day', target: 'y' }).pipe(take(3), toArray()))
    expect(few.map(({ values }) => values[0])).toEqual([0, 1, 2])
  })

  it('refuses invalid options', () => {
    expect(() => fromCsv({ path: 'a.csv', time: 'a' } as never)).toThrow(/fromCsv\.target/)
  })

  it('reports problems with its options as every word does, with the closest name', () => {
    const misspelt = { path: 'a.csv', tim: 'date', target: 'y' } as unknown as Parameters<typeof fromCsv>[0]
    expect(() => fromCsv(misspelt)).toThrow(/fromCsv: expected a known option, got "tim"; did you mean "time"\?/)
    expect(() => fromCsv({ path: 'a.csv', time: 3 as never, target: 'y' })).toThrow(/fromCsv\.time: expected .*, got 3/)
  })
})
