import type { Engine } from '../../src/engine/engine.ts'
import type { RunTask } from '../../src/tasks/assigned-task.ts'
import { type WorkerOptions, work } from '../../src/tasks/worker.ts'
import type { WorkerFacts } from '../../src/tasks/worker-onlooker.ts'
import type { Moment } from '../engine/gate.ts'
import { MemoryCluster } from '../engine/memory-engine.ts'
import { smallTask } from '../engine/small-task.ts'

export const turn = () => new Promise(setImmediate)
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await turn()
}

/** Delays of one turn. */
const delay = () => ({ wait: async () => void (await turn()), reset: () => {} })

/** A worker with what it told, and what it is doing. */
export function started(engine: Engine, runTask: RunTask = smallTask(), options: Partial<WorkerOptions> = {}) {
  const stop = new AbortController()
  const told: string[] = []
  let facts: () => WorkerFacts = () => ({ partitions: 0, connected: false, joined: false, tasks: [] })
  const onlooker = {
    begin: (given: () => WorkerFacts) => (facts = given),
    joined: () => told.push('joined'),
    assigned: (partitions: readonly number[]) => told.push(`assigned ${partitions}`),
    tookOver: ({ partition, records, replayed, position }: Record<string, number>) =>
      told.push(`took over ${partition} with ${records} at ${position}, ${replayed} again`),
    released: (partition: number) => told.push(`released ${partition}`),
    failed: (partition: number, { message }: Error, fenced: boolean) =>
      told.push(`${partition} ${fenced ? 'was fenced' : 'failed'}: ${message}`),
    lost: ({ message }: Error) => told.push(`lost: ${message}`),
    regained: () => told.push('regained'),
    left: () => told.push('left'),
  }
  const ended = work(engine, runTask, { stop: stop.signal, onlooker: onlooker as never, delay, ...options })
  return { told, facts: () => facts(), stop: () => stop.abort(), ended }
}

export function filled(partitions: number, gate?: (moment: Moment) => Promise<object>): MemoryCluster {
  const cluster = new MemoryCluster({ partitions, ...(gate && { gate }) })
  for (let row = 0; row < 40; row++) cluster.produce(row % partitions, `key ${row % 6}`, String(row))
  return cluster
}
export const done = (cluster: MemoryCluster) =>
  cluster.partitions.every(({ input, position }) => position === input.at(-1)!.offset + 1)
export const all = (cluster: MemoryCluster) => cluster.partitions.map((_, partition) => cluster.outputs(partition))

/** What one undisturbed worker writes. */
export async function expected(partitions: number) {
  const cluster = filled(partitions)
  const worker = started(cluster.engine('A'))
  await until(() => done(cluster))
  worker.stop()
  await worker.ended
  return all(cluster)
}
