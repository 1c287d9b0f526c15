import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import type { Pipeline } from '../../src/pipeline/pipeline.ts'
import { Pace } from '../../src/tasks/pace.ts'
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

/** Hourly rows of a station. */
function produceHours(cluster: MemoryCluster, from: number, to: number): void {
  for (let i = from; i < to; i++) cluster.produce(0, 'a', JSON.stringify({ time: i * hour, value: i, station: 'a' }))
}

/** Processes all rows of the first partition, and commits no more then. */
async function workThenDie(cluster: MemoryCluster, worker: string, pipeline: Pipeline): Promise<void> {
  const engine = cluster.engine(worker)
  const killed = new AbortController()
  const log = await engine.open(0, killed.signal)
  const task = await pipelineTask(pipeline, engine)
  const stop = new AbortController().signal
  const running = task({ partition: 0, log, pace: new Pace(), stop, cancel: killed.signal })
  const { input } = cluster.partitions[0]!
  while (cluster.partitions[0]!.position <= input.at(-1)!.offset) await new Promise(setImmediate)
  killed.abort()
  await running
}

describe('a task', () => {
  it.each([
    ['values', rest, lines],
    [
      'outcomes',
      'steps:\n  - fillGaps: 1h\n  - forecast: { horizon: 2, season: none, outcome: { high: any value > p70 } }\n',
      lines.slice(0, 160),
    ],
  ])('sends by key what one run over all partitions sends: %s', async (_, rest, lines) => {
    const expected = await sentByOneRun({ columns, rest }, lines)
    const cluster = new MemoryCluster({ partitions: 3 })
    produce(cluster, lines)
    const engine = cluster.engine('A')
    const task = await pipelineTask(workerPipeline({ columns, rest }), engine)
    for (const partition of cluster.partitions.keys()) {
      const stop = new AbortController()
      const log = await engine.open(partition, stop.signal)
      const running = task({
        partition,
        log,
        pace: new Pace(),
        stop: stop.signal,
        cancel: new AbortController().signal,
      })
      while (cluster.partitions[partition]!.position <= cluster.partitions[partition]!.input.at(-1)!.offset)
        await new Promise(setImmediate)
      stop.abort()
      await running
    }
    expect(byKey(cluster.partitions.flatMap((_, p) => cluster.outputs(p)))).toEqual(byKey(expected.outputs))
    expect(expected.outputs.length).toBeGreaterThan(lines.length - 1)
  })

  it('refuses a folder in which no states can be written', async () => {
    const taken = join(mkdtempSync(join(tmpdir(), 'rxcast-task-')), 'taken')
    writeFileSync(taken, '')
    const pipeline = workerPipeline({ columns, rest: `${rest}worker: { dir: ${taken} }\n` })
    const task = pipelineTask(pipeline, new MemoryCluster({ partitions: 1 }).engine('A'))
    await expect(task).rejects.toThrow(`worker.dir: ${taken}: expected a folder, got "EEXIST`)
    await expect(task).rejects.toBeInstanceOf(ConfigError)
  })

  it('refuses a changelog that is the state of another group', async () => {
    const cluster = new MemoryCluster({ partitions: 1 })
    produce(cluster, lines.slice(0, 24))
    const work = async (group: string) => {
      const engine = cluster.engine(group)
      const stop = new AbortController()
      const pipeline = workerPipeline({ columns, rest: `${rest}worker: { changelog: states }\n` }, group)
      const task = await pipelineTask(pipeline, engine)
      const log = await engine.open(0, stop.signal)
      const running = task({
        partition: 0,
        log,
        pace: new Pace(),
        stop: stop.signal,
        cancel: new AbortController().signal,
      })
      const ended = running.then(() => true)
      while (!(await Promise.race([ended, new Promise((next) => setImmediate(next, false))])))
        if (cluster.partitions[0]!.position > cluster.partitions[0]!.input.at(-1)!.offset && group === 'one')
          stop.abort()
      await running
    }
    await work('one')
    await expect(work('two')).rejects.toThrow(/group was "?one"? and is now "?two"?/)
  })

  it('sends the outputs of rows that are there if rows before them were removed before the state had them', async () => {
    const rest =
      'steps:\n  - forecast: { horizon: 2, season: 1d, cadence: 1h, experts: [drift] }\nworker: { stateEvery: 50, batch: 10 }\n'
    const pipeline = workerPipeline({ columns, rest })
    const cluster = new MemoryCluster({ partitions: 1 })
    const [{ input }] = cluster.partitions as [(typeof cluster.partitions)[number]]
    produceHours(cluster, 0, 95)
    await workThenDie(cluster, 'A', pipeline)
    input.splice(0, 90)
    produceHours(cluster, 95, 155)
    await workThenDie(cluster, 'B', pipeline)
    const origins = cluster.outputs(0).map(({ value }) => Date.parse(JSON.parse(String(value)).origin) / hour)
    expect(origins.filter((origin) => origin < 95)).toEqual(Array.from({ length: 95 }, (_, i) => i))
    expect(origins.filter((origin) => origin >= 95)).toEqual(Array.from({ length: 60 }, (_, i) => 95 + i))
  })
  it.each([
    ['out', 'out, second'],
    ['out', 'second, third, out'],
    ['out, second', 'second, out'],
    ['out, second', 'out'],
  ])('sends each forecast once if it goes on with other sinks: %s, then %s', async (before, after) => {
    const rest =
      'steps: [{ forecast: { horizon: 2, season: none, cadence: 1h, experts: [drift] } }]\nworker: { stateEvery: 50, batch: 10 }\n'
    const to = (sinks: string) => workerPipeline({ columns, rest, sinks })
    const cluster = new MemoryCluster({ partitions: 1 })
    produceHours(cluster, 0, 95)
    await workThenDie(cluster, 'A', to(before))
    produceHours(cluster, 95, 155)
    await workThenDie(cluster, 'B', to(after))
    produceHours(cluster, 155, 160)
    await workThenDie(cluster, 'C', to(before))
    const sent = cluster.outputs(0).filter(({ topic }) => topic === 'out')
    const origins = sent.map(({ value }) => Date.parse(JSON.parse(String(value)).origin) / hour)
    expect(origins).toEqual(Array.from({ length: 160 }, (_, i) => i))
  })
})
