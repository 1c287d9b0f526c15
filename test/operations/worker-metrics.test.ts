import { expect, it } from 'vitest'
import { metricsOf } from '../../src/operations/metrics.ts'
import { TasksWatch } from '../../src/operations/tasks-watch.ts'
import type { WorkerFacts } from '../../src/tasks/worker-onlooker.ts'
import { exposition } from './exposition.ts'

it('the metrics of a worker are of its tasks, the broker and its transactions', async () => {
  const watch = new TasksWatch(['value'])
  const metrics = await metricsOf(watch, '1.2.3')
  const values = async () => {
    const samples = exposition(await metrics.text()).flatMap((family) => family.samples)
    return Object.fromEntries(
      samples.map(({ name, labels, value }) => [[name, ...Object.values(labels)].join(' '), value]),
    )
  }
  expect(await values()).toMatchObject({ rxcast_ready: 0, rxcast_broker_connected: 0, rxcast_group_member: 0 })

  const shared = { position: 3, takeovers: 1, errors: 0 }
  let tasks: WorkerFacts['tasks'] = [
    { ...shared, partition: 2, state: 'running', lag: 17, restoreMs: 250 },
    { ...shared, partition: 5, state: 'restoring', lag: undefined, restoreMs: undefined },
  ]
  watch.onlooker.begin?.(() => ({ partitions: 8, connected: true, joined: true, tasks }))
  watch.onlooker.tookOver?.({ partition: 2, ms: 250, bytes: 4096, records: 9, replayed: 4, position: 3 })
  watch.onlooker.committed?.({ partition: 2, ms: 12, outputs: 30, bytes: 900 })
  watch.onlooker.failed?.(5, new Error('a'), true)
  expect(await values()).toMatchObject({
    rxcast_ready: 0,
    'rxcast_tasks restoring': 1,
    'rxcast_tasks running': 1,
    'rxcast_tasks waiting': 0,
    rxcast_input_partitions: 8,
    'rxcast_task_lag_records 2': 17,
    'rxcast_task_restore_seconds 2': 0.25,
    rxcast_broker_connected: 1,
    rxcast_group_member: 1,
    rxcast_broker_outages_total: 0,
    rxcast_takeovers_total: 1,
    rxcast_restored_bytes_total: 4096,
    rxcast_replayed_records_total: 4,
    'rxcast_transaction_errors_total fenced': 1,
    'rxcast_transaction_errors_total error': 0,
    rxcast_commits_total: 1,
    rxcast_committed_outputs_total: 30,
    rxcast_changelog_bytes_total: 900,
    'rxcast_commit_duration_seconds_bucket 0.025': 1,
    'rxcast_commit_duration_seconds_bucket 0.01': 0,
    'rxcast_takeover_duration_seconds_bucket 0.25': 1,
    'rxcast_rows_total accepted': 0,
  })
  expect(await values()).not.toHaveProperty(['rxcast_task_lag_records 5'])
  expect(await values()).not.toHaveProperty(['rxcast_checkpoints_total'])

  // Another worker has them now.
  tasks = []
  expect(await values()).not.toHaveProperty(['rxcast_task_lag_records 2'])
  expect(await values()).toMatchObject({ rxcast_ready: 1 })
})
