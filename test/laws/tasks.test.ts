import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import type { LinePlace } from '../../src/series/place.ts'
import { Pace } from '../../src/tasks/pace.ts'
import { pipelineTask } from '../../src/tasks/task.ts'
import type { Moment } from '../engine/gate.ts'
import { MemoryCluster } from '../engine/memory-engine.ts'
import { byKey, type Line, type PipelineText, produce, sentByOneRun, workerPipeline } from '../tasks/task-pipeline.ts'

const hour = 3_600_000
const columns = 'time: time, clock: ms, target: value, by: station'
const steps = (experts: string) =>
  `steps:\n  - inOrder: { lateness: 2h }\n  - fillGaps: 1h\n  - forecast: { horizon: 3, season: 6, ${experts} }\n  - score\n  - alert: { above: 9.5, within: 3 }\n`

/** Rows of several series, among them some that cannot be used, of all kinds, and gaps. */
function rows(count: number, seed: number): Line[] {
  const random = new Random(seed)
  const uniform = () => random.uniform()
  return Array.from({ length: count }, (_, i) => {
    const key = `station ${i % 7}`
    const late = uniform() < 0.05 ? 5 : 0
    const time = (Math.floor(i / 7) + (i > count / 2 ? 3 : 0) - late) * hour
    const value = 5 + 3 * Math.sin(i / 14) + uniform() + (uniform() < 0.02 ? 40 : 0)
    const kind = uniform()
    const text =
      kind < 0.03
        ? `{"time": ${time}, "value": `
        : kind < 0.06
          ? JSON.stringify({ time, value: `x${i}`, station: key })
          : JSON.stringify({ time, value: kind < 0.09 ? null : value, station: key })
    return { key, text }
  })
}

/** Has workers take a cluster's partitions from each other, again and again, until all rows are processed. */
async function disturbed(text: PipelineText, lines: readonly Line[], seed: number) {
  const random = new Random(seed)
  const below = (most: number) => Math.floor(random.uniform() * most)
  let cancel = new AbortController()
  let takeovers = 0
  const gate = async ({ call }: Moment) => {
    if (call === 'commit' && below(12) === 0) {
      if (below(2) === 0) throw new Error('the connection was lost')
      cancel.abort(new Error('it is assigned to another worker'))
    }
    return call === 'poll' ? { most: 1 + below(9), again: below(3) } : {}
  }
  const cluster = new MemoryCluster({ partitions: 3, gate })
  produce(cluster, lines)
  for (const [partition, { input }] of cluster.partitions.entries()) {
    const end = input.at(-1)!.offset + 1
    while (cluster.partitions[partition]!.position < end) {
      takeovers++
      cancel = new AbortController()
      const stop = new AbortController()
      const engine = cluster.engine(`worker ${takeovers}`)
      const task = await pipelineTask(workerPipeline(text), engine)
      const log = await engine.open(partition, cancel.signal)
      const running = task({ partition, log, pace: new Pace(), stop: stop.signal, cancel: cancel.signal }).catch(
        (error) => {
          if (error.message !== 'the connection was lost') throw error
        },
      )
      let over = false
      running.finally(() => (over = true)).catch(() => {})
      while (!over && cluster.partitions[partition]!.position < end) await new Promise(setImmediate)
      stop.abort()
      await running
    }
  }
  const sent = cluster.partitions.flatMap((_, partition) => cluster.outputs(partition))
  return { takeovers, sent }
}

const pipelines = [
  ['own weights', '', 'experts: [drift, seasonalNaive]', 300],
  ['shared weights', 'weights: shared\nshards: 3\n', 'hidden: 4', 120],
] as const

describe.each(pipelines)('tasks with %s, whatever happens to them', (_, settings, experts, count) => {
  it.each([1, 3, 1000])(
    'send by key what one run sends, and each dead letter once, with stateEvery: %d',
    async (stateEvery) => {
      const rest = `${settings}worker: { stateEvery: ${stateEvery} }\n${steps(experts)}`
      const lines = rows(count, 1)
      const expected = await sentByOneRun({ columns, rest }, lines)
      for (const seed of [stateEvery]) {
        const { sent, takeovers } = await disturbed({ columns, rest }, lines, seed)
        expect(takeovers).toBeGreaterThan(4)
        const of = (topic: string) => sent.filter((record) => record.topic === topic)
        expect(byKey(of('forecasts'))).toEqual(byKey(expected.outputs))
        const raws = of('weather-rejects').map(({ value }) => JSON.parse(String(value)).raw as string)
        expect(raws.sort()).toEqual(
          expected.rejects.map(({ place }) => lines[(place as LinePlace).line - 1]!.text).sort(),
        )
        expect(raws.length).toBeGreaterThan(3)
      }
    },
  )
})
