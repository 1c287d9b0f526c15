import { expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import type { WorkerOnlooker } from '../../src/tasks/worker-onlooker.ts'
import { workerTogether } from '../../src/tasks/worker-onlookers.ts'

it('shows a worker, and the runs of its tasks, to all of several in their order', () => {
  const seen: unknown[] = []
  const watcher = (name: string): Required<WorkerOnlooker> => {
    const saw =
      (what: string) =>
      (...about: unknown[]) =>
        void seen.push([name, what, ...about])
    return {
      begin: saw('begin'),
      task: (partition) => ({ begin: ({ rows }) => saw('task')(partition, rows) }),
      joined: saw('joined'),
      assigned: saw('assigned'),
      tookOver: saw('tookOver'),
      released: saw('released'),
      committed: saw('committed'),
      failed: saw('failed'),
      lost: saw('lost'),
      regained: saw('regained'),
      left: saw('left'),
    }
  }
  const both = workerTogether([watcher('a'), {}, watcher('b')]) as Required<WorkerOnlooker>
  const facts = () => ({ partitions: 1, connected: true, joined: true, tasks: [] })
  const takeover = { partition: 1, ms: 2, bytes: 3, records: 4, replayed: 5, position: 6 }
  const commit = { partition: 1, ms: 2, outputs: 3, bytes: 4 }
  const error = new Error('gone')
  both.begin(facts)
  both.task(7).begin?.(new Ledger())
  both.joined()
  both.assigned([1, 2])
  both.tookOver(takeover)
  both.released(1)
  both.committed(commit)
  both.failed(1, error, true)
  both.lost(error)
  both.regained(9)
  both.left()
  const told = [
    ['begin', facts],
    ['task', 7, 0],
    ['joined'],
    ['assigned', [1, 2]],
    ['tookOver', takeover],
    ['released', 1],
    ['committed', commit],
    ['failed', 1, error, true],
    ['lost', error],
    ['regained', 9],
    ['left'],
  ]
  expect(seen).toEqual(
    told.flatMap((one) => [
      ['a', ...one],
      ['b', ...one],
    ]),
  )
})
