import { RunWatch } from '../../src/operations/run-watch.ts'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import type { Onlooker } from '../../src/run/onlooker.ts'
import { run } from '../../src/run/run.ts'
import type { Ledger } from '../../src/series/ledger.ts'
import { planFor } from '../run/plan-for.ts'

/** The operators of `planFor`, joined so that they can be timed and saved. */
export const operators = (ledger: Ledger) =>
  chain(
    inOrder({}, { ledger }),
    forecast({ horizon: 2, cadence: '1d', season: 'none', experts: ['persistence'], intervals: [0.8] }),
    score(),
  )

/** A watch over a run of days with these values, at a clock that stands still. */
export async function watched(
  values: readonly (number | string)[],
  prepare: (watch: RunWatch) => Promise<unknown> | undefined = () => undefined,
  onlooker: (watch: RunWatch) => Onlooker = (watch) => watch,
): Promise<{ watch: RunWatch; clock: { now: number } }> {
  const clock = { now: Date.UTC(2024, 5, 1) }
  const watch = new RunWatch(['value'], () => clock.now)
  await prepare(watch)
  await run(planFor(values, { operators, sinks: [] }), { onlooker: onlooker(watch) })
  return { watch, clock }
}
