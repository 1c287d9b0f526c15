import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipe } from 'rxjs'
import { expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { score } from '../../src/operators/score.ts'
import { run } from '../../src/run/run.ts'
import { writeCsv } from '../../src/sinks/csv.ts'
import { readCsv } from '../../src/sources/csv.ts'
import { days } from '../cli/command.ts'

it.each([1, 3])(
  'says of a sink that cannot write batch %i what the sink said, and leaves nothing behind',
  async (at) => {
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-unwritten-'))
    writeFileSync(join(folder, 'rows.csv'), days(Array.from({ length: 5000 }, (_, i) => i % 7)))
    let batches = 0
    const full = {
      path: undefined,
      async write() {
        if (++batches === at) throw new DataError('full.csv: no space left')
      },
      close: async () => {},
      abort: async () => {},
    }
    const running = run({
      name: 'test',
      folder,
      source: readCsv({ path: 'rows.csv', time: 'date', target: 'value' }),
      operators: () => pipe(forecast({ horizon: 1, cadence: '1d', season: 'none', experts: ['persistence'] }), score()),
      sinks: [writeCsv('out/a.csv'), () => full],
    })
    await expect(running).rejects.toThrow('full.csv: no space left')
    expect(readdirSync(join(folder, 'out'))).toEqual([])
  },
)
