import { expect, it } from 'vitest'
import { startServers } from '../../src/cli/servers.ts'
import { RunWatch } from '../../src/operations/run-watch.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import type { Overview } from '../../src/recording/overview-wire.ts'

const pipeline = definePipeline({ source: { csv: { path: 'rows.csv', time: 'date', target: 'value' } } })

it('asks for a watch only if something is served', async () => {
  let watches = 0
  const watchOf = () => {
    watches++
    return new RunWatch(['value'])
  }
  const none = await startServers(pipeline, {}, watchOf)
  expect([none.urls, none.page, watches]).toEqual([[], undefined, 0])
  const some = await startServers(pipeline, { metrics: 0 }, watchOf)
  expect([some.urls.length, some.page, watches]).toEqual([1, undefined, 1])
  await some.close()
})

it('has the status of a worker on the page, if it is one', async () => {
  const worker = { group: 'g', partitions: 1, connected: true, joined: true, tasks: [], shows: ['a'] }
  for (const one of [() => worker, undefined]) {
    const { urls, close } = await startServers(pipeline, { dashboard: 0 }, () => new RunWatch(['value']), {
      worker: one,
    })
    const { status } = (await (await fetch(new URL('overview.json', urls[0]![1]))).json()) as Overview
    expect(status.worker).toEqual(one?.())
    await close()
  }
})
