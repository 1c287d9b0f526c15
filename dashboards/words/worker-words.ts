import type { TaskStatus, WorkerStatus } from '../../src/recording/wire.ts'

/** How a worker stands, in one sentence, and whether somebody should look at it. */
export interface WorkerSentence {
  readonly text: string
  readonly state: 'fine' | 'new' | 'stale'
}

/** How a worker stands: `3 of 8 partitions, all running · 12 records wait`. */
export function workerWords({ connected, group, joined, partitions, tasks }: WorkerStatus): WorkerSentence {
  if (!connected)
    return { text: 'the broker cannot be reached; the worker waits, and goes on when it can', state: 'stale' }
  if (!joined) return { text: `joining the group ${group}`, state: 'new' }
  const own = `${tasks.length}${partitions === null ? '' : ` of ${count(partitions)}`} partition${(partitions ?? tasks.length) === 1 ? '' : 's'}`
  if (tasks.length === 0) return { text: `${own}: other workers have them all`, state: 'fine' }
  const waiting = tasks.filter(({ state }) => state === 'waiting')
  if (waiting.length > 0) {
    const [{ partition, problem }] = waiting as [TaskStatus]
    return { text: `${own}; ${partition} waits to be taken over again${problem ? `: ${problem}` : ''}`, state: 'stale' }
  }
  const restoring = tasks.filter(({ state }) => state === 'restoring').length
  if (restoring > 0)
    return {
      text: `${own}; the state of ${restoring === tasks.length ? 'all' : count(restoring)} is being restored`,
      state: 'new',
    }
  const lag = tasks.reduce((sum, task) => sum + (task.lag ?? 0), 0)
  const wait = lag === 0 ? 'no record waits' : lag === 1 ? '1 record waits' : `${count(lag)} records wait`
  return { text: `${own}, ${tasks.length === 1 ? '' : 'all '}running · ${wait}`, state: 'fine' }
}

/** What the table of tasks says of one, by column. */
export const taskCells = ({ errors, lag, restoreMs, state, takeovers }: TaskStatus): readonly string[] => [
  state,
  lag === null ? '–' : count(lag),
  restoreMs === null ? '–' : `${(restoreMs / 1000).toFixed(1)} s`,
  count(takeovers),
  count(errors),
]

const count = (number: number) => number.toLocaleString('en-US')
