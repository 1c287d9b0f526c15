import { describe, expect, it } from 'vitest'
import { shardOf } from '../../src/series/shard-of.ts'
import { pipelineTask } from '../../src/tasks/task.ts'
import { firstFailure, seedsFrom, seedsTimeout } from '../engine/first-failure.ts'
import type { World } from '../engine/simulation.ts'
import { workerPipeline } from './task-pipeline.ts'

const partitions = 2
const hour = 3_600_000
const keys = ['a', 'b', 'c', 'd']
const columns = 'time: time, clock: ms, target: value, by: station'

/** Rows of several stations; some are late, some double, some of no use. */
const rows = Array.from({ length: 32 }, (_, i) => {
  const key = keys[(i * 7) % 4]!
  const time = (Math.floor(i / 4) - (i % 13 === 5 ? 2 : 0)) * hour
  const value = i % 11 === 3 ? 'none' : ((time / hour) % 6) + (i % 4)
  const text = i % 17 === 9 ? '{"time": ' : JSON.stringify({ time, value, station: key })
  return { partition: shardOf(key, partitions), key, value: text }
})

/** Workers that run a pipeline. */
async function world(stateEvery: number): Promise<World> {
  const rest = `worker: { stateEvery: ${stateEvery} }
steps:
  - inOrder: { lateness: 1h }
  - fillGaps: 1h
  - forecast: { horizon: 2, season: none, cadence: 1h, experts: [persistence, drift], intervals: [0.8] }
  - score
`
  const task = await pipelineTask(workerPipeline({ columns, rest }), { partitions: async () => partitions })
  return { rows, partitions, task: () => task }
}

describe('workers that run a pipeline', () => {
  it.each([1, 20])(
    'leave by key what one that nothing befalls leaves: state every %d rows',
    async (stateEvery) => {
      expect(await firstFailure(await world(stateEvery), seedsFrom(100))).toBeUndefined()
    },
    seedsTimeout,
  )
})
