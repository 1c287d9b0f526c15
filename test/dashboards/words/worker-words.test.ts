import { expect, it } from 'vitest'
import { taskCells, workerWords } from '../../../dashboards/words/worker-words.ts'
import type { TaskStatus, WorkerStatus } from '../../../src/recording/wire.ts'

const task = (partition: number, change: Partial<TaskStatus> = {}): TaskStatus => ({
  partition,
  state: 'running',
  problem: null,
  lag: 0,
  restoreMs: 1234,
  takeovers: 1,
  errors: 0,
  ...change,
})
const said = (change: Partial<WorkerStatus>) => {
  const worker = { group: 'weather', partitions: 8, connected: true, joined: true, tasks: [], shows: [], ...change }
  const { state, text } = workerWords(worker)
  return [state, text]
}

it.each<[Partial<WorkerStatus>, string, string]>([
  [{ connected: false }, 'stale', 'the broker cannot be reached; the worker waits, and goes on when it can'],
  [{ joined: false }, 'new', 'joining the group weather'],
  [{}, 'fine', '0 of 8 partitions: other workers have them all'],
  [{ tasks: [task(0)] }, 'fine', '1 of 8 partitions, running · no record waits'],
  [{ partitions: 1, tasks: [task(0, { lag: 1 })] }, 'fine', '1 of 1 partition, running · 1 record waits'],
  [
    { partitions: null, tasks: [task(0, { lag: 1200 }), task(1, { lag: null }), task(2, { lag: 34 })] },
    'fine',
    '3 partitions, all running · 1,234 records wait',
  ],
  [{ tasks: [task(0), task(1, { state: 'restoring' })] }, 'new', '2 of 8 partitions; the state of 1 is being restored'],
  [{ tasks: [task(1, { state: 'restoring' })] }, 'new', '1 of 8 partitions; the state of all is being restored'],
  [
    { tasks: [task(1, { state: 'restoring' }), task(5, { state: 'waiting', problem: 'the coordinator moved' })] },
    'stale',
    '2 of 8 partitions; 5 waits to be taken over again: the coordinator moved',
  ],
])('a worker with %j is %s: %s', (change, state, text) => {
  expect(said(change)).toEqual([state, text])
})

it('a task is a row of numbers, with a dash for what is not known', () => {
  expect(taskCells(task(3, { lag: 12_345, errors: 2 }))).toEqual(['running', '12,345', '1.2 s', '1', '2'])
  expect(taskCells(task(3, { state: 'restoring', lag: null, restoreMs: null })).slice(0, 3)).toEqual([
    'restoring',
    '–',
    '–',
  ])
})
