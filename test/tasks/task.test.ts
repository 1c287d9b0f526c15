import { describe, expect, it } from 'vitest'
import { pipelineTask } from '../../src/tasks/task.ts'
import { MemoryCluster } from '../engine/memory-engine.ts'
import { byKey, type Line, produce, sentByOneRun, workerPipeline } from './task-pipeline.ts'

const hour = 3_600_000
const columns = 'time: time, clock: ms, target: value, by: station'
const rest = 'steps:\n  - fillGaps: 1h\n  - forecast: { horizon: 3, season: 1d, experts: [drift, seasonalNaive] }\n'
const lines: Line[] = Array.from({ length: 240 }, (_, i) => {
  const key = `station ${i % 8}`
  const time = Math.floor(i / 8) * hour
  return { key, text: JSON.stringify({ time, value: ((time / hour) % 24) + (i % 8), station: key }) }
})

describe('a task', () => {
  it('sends by key what one run over all partitions sends', async () => {
    const expected = await sentByOneRun({ columns, rest }, lines)
    const cluster = new MemoryCluster({ partitions: 3 })
    produce(cluster, lines)
    const engine = cluster.engine('A')
    const task = await pipelineTask(workerPipeline({ columns, rest }), engine)
    for (const partition of cluster.partitions.keys()) {
      const stop = new AbortController()
      const log = await engine.open(partition, stop.signal)
      const running = task({ partition, log, stop: stop.signal, cancel: new AbortController().signal })
      while (cluster.partitions[partition]!.position <= cluster.partitions[partition]!.input.at(-1)!.offset)
        await new Promise(setImmediate)
      stop.abort()
      await running
    }
    expect(byKey(cluster.partitions.flatMap((_, p) => cluster.outputs(p)))).toEqual(byKey(expected.outputs))
  })
})
