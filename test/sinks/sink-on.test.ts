import { expect, it } from 'vitest'
import { sinkOn } from '../../src/sinks/sink-on.ts'

it('passes on what a sink does to its output', async () => {
  const done: string[] = []
  const does = (what: string) => async () => void done.push(what)
  const out = { path: 'a', open: does('open'), close: does('close'), abort: does('abort') }
  const sink = sinkOn({ ...out, sync: does('sync') }, 'csv a')
  await sink.open!()
  await sink.sync!()
  await sink.close({ rows: {} as never, scores: undefined, notes: [] })
  await sink.abort()
  expect([sink.path, sink.id, ...done]).toEqual(['a', 'csv a', 'open', 'sync', 'close', 'abort'])
  await sinkOn(out, 'csv a').sync!()
})
