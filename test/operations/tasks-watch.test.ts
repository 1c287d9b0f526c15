import { describe, expect, it } from 'vitest'
import { TasksWatch } from '../../src/operations/tasks-watch.ts'
import { together } from '../../src/run/onlookers.ts'
import { run } from '../../src/run/run.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { TaskFacts, WorkerFacts } from '../../src/tasks/worker-onlooker.ts'
import { planFor } from '../run/plan-for.ts'
import { operators } from './watched.ts'

const task = (partition: number, change: Partial<TaskFacts> = {}): TaskFacts => ({
  partition,
  state: 'running',
  position: 10,
  lag: 0,
  restoreMs: 5,
  takeovers: 1,
  errors: 0,
  ...change,
})
function watching(change: Partial<WorkerFacts> = {}) {
  const watch = new TasksWatch(['value'], () => 0)
  watch.onlooker.begin?.(() => ({ partitions: 4, connected: true, joined: true, tasks: [task(0)], ...change }))
  return watch
}

describe('a watch over the tasks of a worker', () => {
  it('counts the rows that this process has read, also those of tasks that others have now', () => {
    const watch = watching()
    const ledgers = [0, 1].map((partition) => {
      const ledger = new Ledger()
      // Of an earlier owner.
      for (let i = 0; i < 100; i++) ledger.accept(false)
      watch.onlooker.task?.(partition).begin?.(ledger)
      return ledger
    })
    ledgers[0]!.accept(false)
    ledgers[1]!.accept(true)
    ledgers[1]!.reject({ reason: 'expected a number, got "x"', raw: [] })
    expect(watch.rows).toMatchObject({ rows: 3, accepted: 1, imputed: 1, rejected: 1, skipped: 0 })
    watch.onlooker.released?.(1)
    watch.onlooker.released?.(1)
    ledgers[1]!.accept(false)
    expect(watch.rows).toMatchObject({ rows: 3, accepted: 1, imputed: 1, rejected: 1 })
    // It comes back, from its state.
    watch.onlooker.task?.(1).begin?.(ledgers[1]!)
    ledgers[1]!.accept(false)
    expect(watch.rows).toMatchObject({ rows: 4, accepted: 2 })
    expect(watch.rejects.get('number')).toBe(1)
  })

  it('has the scores of series as long as their task is its own', async () => {
    const watch = watching()
    const onlooker = together([watch.onlooker.task!(0)])
    await run(planFor([1, 2, 3, 4, 5], { operators, sinks: [] }), { onlooker })
    expect([watch.seriesCount, [...watch.series.keys()], watch.rows.accepted]).toEqual([1, [''], 5])
    watch.onlooker.released?.(0)
    expect([watch.seriesCount, watch.series.size, watch.rows.accepted]).toEqual([0, 0, 5])
  })

  it.each<[Partial<WorkerFacts>, string | undefined]>([
    [{}, undefined],
    [{ tasks: [] }, undefined],
    [{ connected: false, tasks: [task(0, { state: 'restoring' })] }, 'the broker cannot be reached'],
    [{ joined: false }, 'the worker does not belong to the group yet'],
    [{ tasks: [task(0), task(1, { state: 'restoring' })] }, 'the state of 1 partition is being restored'],
    [
      { tasks: [task(0, { state: 'restoring' }), task(1, { state: 'restoring' })] },
      'the state of 2 partitions is being restored',
    ],
    [{ tasks: [task(3, { state: 'waiting', problem: 'fenced' })] }, 'partition 3 waits to be taken over again: fenced'],
  ])('with %j is unready because %j', (change, why) => {
    expect(watching(change).unready).toBe(why)
  })

  it('is not ready before the worker begins, after it has left, and after it failed', () => {
    expect(new TasksWatch([]).unready).toBe('the broker cannot be reached')
    const watch = watching()
    watch.onlooker.left?.()
    expect(watch.unready).toBe('the worker has left the group')
    watch.fail(new Error('disk'))
    expect(watch.unready).toBe('the worker failed: disk')
  })

  it('sums takeovers, commits and failures', () => {
    const watch = watching()
    const times: number[] = []
    watch.onCommit = (ms) => times.push(ms)
    watch.onTakeover = (ms) => times.push(ms)
    for (const partition of [0, 1])
      watch.onlooker.tookOver?.({ partition, ms: 7, bytes: 100, records: 2, replayed: 3, position: 0 })
    watch.onlooker.committed?.({ partition: 0, ms: 2, outputs: 5, bytes: 50 })
    watch.onlooker.failed?.(0, new Error('a'), true)
    watch.onlooker.failed?.(0, new Error('b'), false)
    watch.onlooker.lost?.(new Error('c'))
    const { takeovers, restoredBytes, replayed, commits, outputs, changelogBytes, fenced, errors, outages } = watch
    expect({ takeovers, restoredBytes, replayed, commits, outputs, changelogBytes }).toEqual({
      takeovers: 2,
      restoredBytes: 200,
      replayed: 6,
      commits: 1,
      outputs: 5,
      changelogBytes: 50,
    })
    expect([fenced, errors, outages, times]).toEqual([1, 1, 1, [7, 7, 2]])
  })
})
