import type { MemoryCluster } from './memory-engine.ts'

/** What is left of a partition in the end; outputs by topic and key. */
export interface Left {
  readonly outputs: readonly string[]
  readonly state: readonly string[]
  readonly position: number
}

/** What is left in a cluster, by partition. */
export const leftIn = (cluster: MemoryCluster): Left[] =>
  cluster.partitions.map(({ position }, partition) => ({
    outputs: sorted(cluster.outputs(partition).map(({ topic, key, value }) => [`${topic} ${key}`, String(value)])),
    state: sorted(Array.from(cluster.state(partition), ([key, value]) => [key, latin1(value)])),
    position,
  }))

/** Pairs by key; those of a key stay in order. */
const sorted = (pairs: readonly (readonly [key: string, value: string])[]) =>
  pairs.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([key, value]) => `${key}: ${value}`)
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
