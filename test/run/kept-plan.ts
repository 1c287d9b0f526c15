import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { chain } from '../../src/operators/chain.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import type { Plan } from '../../src/run/plan.ts'
import { type RunOptions, run } from '../../src/run/run.ts'
import type { Ledger } from '../../src/series/ledger.ts'
import { writeCsv } from '../../src/sinks/csv.ts'
import { writeNdjson } from '../../src/sinks/ndjson.ts'
import { writeReport } from '../../src/sinks/report.ts'
import { readCsv } from '../../src/sources/csv.ts'
import type { SourceRecipe } from '../../src/sources/source.ts'
import { MemoryStore } from '../../src/stores/memory-store.ts'
import { count, planFor } from './plan-for.ts'

const experts = ['persistence', 'drift'] as const
const options = { horizon: 2, cadence: '1d', season: 'none', experts: [...experts], intervals: [0.8] } as const
const outputs = [
  'out/a.csv',
  'out/a.ndjson',
  'out/latest.csv',
  'out/nixtla.csv',
  'out/a.html',
  'out/a.csv.rejects.ndjson',
]
const sinks = [
  writeCsv('out/a.csv'),
  writeNdjson('out/a.ndjson'),
  writeCsv({ path: 'out/latest.csv', only: 'latest' }),
  writeCsv({ path: 'out/nixtla.csv', as: 'nixtla' }),
  writeReport('out/a.html'),
]
export const values = [...count(40), 'x', '', 3, 1, 'y', ...count(40)]

/** Batches of two rows, since a checkpoint is taken between batches. */
const byTwo =
  (recipe: SourceRecipe): SourceRecipe =>
  (place) => {
    const source = recipe(place)
    return { ...source, open: (ledger, signal, _, from) => source.open(ledger, signal, 2, from) }
  }

/** A plan that is saved after each batch, and the store that it is saved in. */
export function kept(rows: readonly (number | string)[] = values, change: Partial<Plan> = {}) {
  const store = new MemoryStore()
  const plan = {
    ...planFor(rows, { sinks, settings: { horizon: 2 }, ...change }),
    operators: (ledger: Ledger) =>
      chain(inOrder({}, { ledger }), fillGaps('1d', { ledger }), forecast({ ...options, intervals: [0.8] }), score()),
    checkpoint: { store, every: { rows: 1 } },
    ledger: undefined as never,
    source: byTwo(change.source ?? readCsv({ path: 'rows.csv', time: 'date', target: 'value' })),
  }
  return { plan, store }
}
export const filesOf = ({ folder }: { folder: string }) =>
  outputs.map((name) => (existsSync(join(folder, name)) ? textOf(readFileSync(join(folder, name), 'utf8')) : undefined))
/** A page is too long to be shown when it differs. */
const textOf = (text: string) => (text.length > 100_000 ? createHash('sha256').update(text).digest('hex') : text)

export const endOf = ({ rows, scores, warnings }: Awaited<ReturnType<typeof run>>) => ({
  rows,
  scores: JSON.stringify(scores),
  warnings,
})

/** A run that ends without warning after so many forecasts, as a killed process does. */
export async function killed(plan: Plan, after: number, more: RunOptions = {}) {
  const cancel = new AbortController()
  let left = after
  const onlooker = {
    write: () => {
      if (--left === 0) cancel.abort(new Error('killed'))
    },
    note() {},
    progress() {},
    end() {},
    fail() {},
  }
  await expect(run(plan, { ...more, onlooker, cancel: cancel.signal })).rejects.toThrow('killed')
}
