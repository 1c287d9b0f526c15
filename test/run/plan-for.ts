import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipe } from 'rxjs'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import type { Plan } from '../../src/run/plan.ts'
import { Ledger } from '../../src/series/ledger.ts'
import { writeCsv } from '../../src/sinks/csv.ts'
import { writeNdjson } from '../../src/sinks/ndjson.ts'
import { readCsv } from '../../src/sources/csv.ts'
import { days } from '../cli/command.ts'

const persist = { horizon: 2, cadence: '1d', season: 'none', experts: ['persistence'], intervals: [] } as const
const options = { ...persist, experts: [...persist.experts], intervals: [...persist.intervals] }

/** A plan over days with these values, by the cheapest of experts: what is looked at is the run, not the forecasts. */
export function planFor(values: readonly (number | string)[], change: Partial<Plan> = {}): Plan & { folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-run-'))
  writeFileSync(join(folder, 'rows.csv'), days(values))
  const ledger = new Ledger()
  return {
    name: 'test',
    folder,
    ledger,
    source: readCsv({ path: 'rows.csv', time: 'date', target: 'value' }),
    operators: (account) => pipe(inOrder({}, { ledger: account }), forecast(options), score()),
    sinks: [writeCsv('out/a.csv'), writeNdjson('out/a.ndjson')],
    ...change,
  }
}

/** So many values. */
export const count = (n: number) => Array.from({ length: n }, (_, i) => i % 5)
