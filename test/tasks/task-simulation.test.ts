import { afterEach, describe, expect, it, vi } from 'vitest'
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

interface Settings {
  readonly stateEvery: number
  readonly batch?: number
  readonly sinks?: string
  readonly resample?: string
  readonly cadence?: string
}

function taskOf({ stateEvery, batch = 500, sinks = 'forecasts', resample = '', cadence = '1h' }: Settings) {
  const rest = `worker: { stateEvery: ${stateEvery}, batch: ${batch} }
steps:
  - inOrder: { lateness: ${cadence} }
  - fillGaps: ${cadence}
  - forecast: { horizon: 2, season: none, cadence: ${cadence}, experts: [persistence, drift], intervals: [0.8] }
  - score
`
  return pipelineTask(workerPipeline({ columns: columns + resample, rest, sinks }), {
    partitions: async () => partitions,
  })
}

/** Workers that run a pipeline, each takeover with the next of these settings. */
async function world(...settings: readonly Settings[]): Promise<World> {
  const tasks = await Promise.all(settings.map(taskOf))
  let begun = 0
  return { rows, partitions, task: () => (task) => tasks[begun++ % tasks.length]!(task) }
}

/** Lets every moment be one in which a run has waited for a second. */
function waitAllTheTime(): void {
  const idle = new Set<{ readonly act: () => void; unref(): unknown }>()
  vi.stubGlobal('setInterval', (act: () => void) => {
    const one = { act, unref: () => one }
    idle.add(one)
    return one
  })
  vi.stubGlobal('clearInterval', (one: never) => idle.delete(one))
  const tick = () => {
    for (const { act } of [...idle]) act()
    if (globalThis.setInterval.name !== 'setInterval') setImmediate(tick)
  }
  tick()
}

afterEach(() => vi.unstubAllGlobals())

describe('workers that run a pipeline', () => {
  it.each([1, 20])(
    'leave by key what one that nothing befalls leaves: state every %d rows',
    async (stateEvery) => {
      expect(await firstFailure(await world({ stateEvery }), seedsFrom(100))).toBeUndefined()
    },
    seedsTimeout,
  )

  it(
    'leave the same with windows of time that are open when another takes over',
    async () => {
      expect(
        await firstFailure(
          await world({ stateEvery: 5, resample: ', resample: { to: 2h }', cadence: '2h' }),
          seedsFrom(15),
        ),
      ).toBeUndefined()
    },
    seedsTimeout,
  )

  it(
    'leave the same if they differ in what they send, take at a time and commit, as while settings are rolled out',
    async () => {
      const mixed = await world(
        { stateEvery: 20, sinks: 'forecasts, second' },
        { stateEvery: 7, sinks: 'second, forecasts', batch: 3 },
        { stateEvery: 1, sinks: 'second, forecasts', batch: 5 },
      )
      expect(await firstFailure(mixed, seedsFrom(50))).toBeUndefined()
    },
    seedsTimeout,
  )

  it(
    'leave the same if they are about to commit whenever they wait for rows',
    async () => {
      waitAllTheTime()
      expect(await firstFailure(await world({ stateEvery: 1 }), seedsFrom(15))).toBeUndefined()
      expect(await firstFailure(await world({ stateEvery: 7 }), seedsFrom(15))).toBeUndefined()
    },
    seedsTimeout,
  )
})
