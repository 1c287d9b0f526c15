import type { Instruments } from './instruments.ts'
import type { TasksWatch } from './tasks-watch.ts'

/** A transaction takes from some milliseconds to seconds, a takeover from a tenth of a second to a minute. */
const commitBuckets = [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const takeoverBuckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120]
const states = ['restoring', 'running', 'waiting'] as const

/** Adds the metrics of a worker besides those of the rows of its tasks. */
export function workerMetrics(make: Instruments, watch: TasksWatch): void {
  const byPartition = ['partition']
  // Another one once the worker has begun.
  const facts = () => watch.facts()
  make.gauges('rxcast_tasks', 'Partitions of this worker, by what is done with them.', ['state'], (set) => {
    for (const state of states) set(facts().tasks.filter((task) => task.state === state).length, { state })
  })
  make.gauge('rxcast_input_partitions', 'Partitions of the input, of all workers.', () => facts().partitions)
  make.gauges('rxcast_task_lag_records', 'Records that wait, by partition of this worker.', byPartition, (set) => {
    for (const { lag, partition } of facts().tasks) set(lag, { partition: String(partition) })
  })
  make.gauges('rxcast_task_restore_seconds', 'Time of the last takeover of a partition.', byPartition, (set) => {
    for (const { partition, restoreMs } of facts().tasks)
      set(restoreMs === undefined ? undefined : restoreMs / 1000, { partition: String(partition) })
  })
  make.gauge('rxcast_broker_connected', '0 while the broker cannot be reached.', () => (facts().connected ? 1 : 0))
  make.gauge('rxcast_group_member', '1 if the worker belongs to its group.', () => (facts().joined ? 1 : 0))
  make.counter('rxcast_broker_outages_total', 'Times that the broker could not be reached.', () => watch.outages)
  make.counter('rxcast_takeovers_total', 'Partitions taken over, those at the start included.', () => watch.takeovers)
  make.counter('rxcast_restored_bytes_total', 'Bytes read from the changelog.', () => watch.restoredBytes)
  make.counter('rxcast_replayed_records_total', 'Records processed again after takeovers.', () => watch.replayed)
  make.counters('rxcast_transaction_errors_total', 'Transactions that failed, by reason.', ['reason'], (set) => {
    set(watch.fenced, { reason: 'fenced' })
    set(watch.errors, { reason: 'error' })
  })
  make.counter('rxcast_commits_total', 'Transactions that took effect.', () => watch.commits)
  make.counter('rxcast_committed_outputs_total', 'Records sent with them, without the changelog.', () => watch.outputs)
  make.counter('rxcast_changelog_bytes_total', 'Bytes of state sent with them.', () => watch.changelogBytes)
  const commit = make.histogram('rxcast_commit_duration_seconds', 'Time of a transaction.', commitBuckets)
  watch.onCommit = (ms) => commit(ms / 1000)
  const takeover = make.histogram('rxcast_takeover_duration_seconds', 'Time of a takeover.', takeoverBuckets)
  watch.onTakeover = (ms) => takeover(ms / 1000)
}
