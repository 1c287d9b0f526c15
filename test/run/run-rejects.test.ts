import { mkdtempSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipe } from 'rxjs'
import { expect, it } from 'vitest'
import { forecast } from '../../src/operators/forecast.ts'
import { score } from '../../src/operators/score.ts'
import { run } from '../../src/run/run.ts'
import type { Ledger } from '../../src/series/ledger.ts'
import { writeCsv } from '../../src/sinks/csv.ts'
import type { Source } from '../../src/sources/source.ts'

it('writes rejects while reading, even without forecasts: they must not fill the memory', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-rejects-'))
  const written: number[] = []
  async function* nothingUsable(ledger: Ledger) {
    for (let batch = 0; batch < 3; batch++) {
      for (let i = 0; i < 1000; i++)
        ledger.reject({ place: { file: 'a.csv', line: i }, reason: 'x'.repeat(100), raw: '' })
      yield []
      const [part] = readdirSync(join(folder, 'out')).filter((name) => name.includes('rejects'))
      written.push(statSync(join(folder, 'out', part!)).size)
    }
  }
  const source: Source = {
    name: 'a.csv',
    targets: ['y'],
    covariates: [],
    peek: async () => undefined,
    open: (ledger) => ({
      batches: nothingUsable(ledger),
      fraction: undefined,
      warnings: [],
      failure: undefined,
    }),
  }
  const { rows, outputs } = await run({
    name: 'test',
    folder,
    source: () => source,
    operators: () => pipe(forecast({ horizon: 1, cadence: '1d', season: 'none', experts: ['persistence'] }), score()),
    sinks: [writeCsv('out/a.csv')],
  })
  expect(rows.rejected).toBe(3000)
  expect(outputs).toEqual(['out/a.csv.rejects.ndjson'])
  expect(written[0]).toBeGreaterThan(100_000)
  expect(written[2]).toBeGreaterThan(300_000)
})
