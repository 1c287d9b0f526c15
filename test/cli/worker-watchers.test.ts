import { afterEach, expect, it } from 'vitest'
import { startWorkerWatchers, type WorkerWatchers } from '../../src/cli/worker-watchers.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import type { Pipeline } from '../../src/pipeline/pipeline.ts'
import type { Overview } from '../../src/recording/overview-wire.ts'
import type { WorkerFacts } from '../../src/tasks/worker-onlooker.ts'

const open: WorkerWatchers[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((watchers) => watchers.close()))
})
async function start(options: Parameters<typeof startWorkerWatchers>[1]) {
  const pipeline = definePipeline({
    source: { csv: { path: 'rows.csv', time: 'date', target: 'value' } },
    cadence: '1d',
  })
  const source = { ...pipeline.source, argument: { ...(pipeline.source.argument as object), group: 'weather' } }
  const watchers = await startWorkerWatchers({ ...pipeline, source, sinks: [] } as Pipeline, options)
  open.push(watchers)
  return watchers
}
const facts: WorkerFacts = {
  partitions: 4,
  connected: true,
  joined: true,
  tasks: [{ partition: 2, state: 'running', position: 9, lag: 3, restoreMs: 40, takeovers: 1, errors: 0 }],
}

it('serves page, health and metrics of a worker', async () => {
  const heard: string[] = []
  const onlookers = [{ joined: () => heard.push('joined') }]
  const { onlooker, urls, fail } = await start({ dashboard: 0, metrics: true, onlookers })
  const url = urls[0]![1]
  const text = async (path: string) => {
    const answer = await fetch(new URL(path, url))
    return [answer.status, (await answer.text()).trim()]
  }
  expect(await text('readyz')).toEqual([503, 'the broker cannot be reached'])
  onlooker.begin?.(() => facts)
  onlooker.joined?.()
  expect(heard).toEqual(['joined'])
  expect(await text('readyz')).toEqual([200, 'ready'])
  expect((await text('metrics'))[1]).toContain('\nrxcast_task_lag_records{partition="2"} 3\n')
  const { status } = (await (await fetch(new URL('overview.json', url))).json()) as Overview
  expect(status.worker).toEqual({
    group: 'weather',
    partitions: 4,
    connected: true,
    joined: true,
    tasks: [{ partition: 2, state: 'running', problem: null, lag: 3, restoreMs: 40, takeovers: 1, errors: 0 }],
    shows: ['No sink of the pipeline sends forecasts to a topic: there is nothing to show'],
  })
  fail(new Error('the pipeline has changed'))
  expect(await text('readyz')).toEqual([503, 'the worker failed: the pipeline has changed'])
})

it('serves nothing that is not wanted, and shows the worker to the others all the same', async () => {
  let begun = 0
  const { onlooker, page, urls } = await start({ onlookers: [{ begin: () => begun++ }] })
  onlooker.begin?.(() => facts)
  expect([urls, page, begun]).toEqual([[], undefined, 1])
})
