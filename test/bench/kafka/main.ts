// What Kafka costs a worker, on a broker of its own on this machine: `npm run bench:kafka`. Prints the milliseconds of a
// commit by size, the speed of a restore, and how long a takeover takes after a worker was killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TaskLog } from '../../../src/engine/engine.ts'
import { kafkaClient } from '../../../src/kafka/client.ts'
import { KafkaEngine } from '../../../src/kafka/kafka-engine.ts'
import { createTopics } from '../../../src/kafka/topics.ts'
import { Cluster } from '../../peers/kafka/cluster.ts'

const never = new AbortController().signal
const partitions = 8
const cluster = await Cluster.start()
const [broker] = cluster.brokers() as [string]
const client = await kafkaClient({ brokers: [broker], clientId: 'bench' }, { word: 'kafka', resolve: (path) => path })
let worlds = 0

async function world() {
  const id = `bench-${++worlds}`
  const [topic, group, changelog, output] = [`${id}-in`, `${id}-group`, `${id}-state`, `${id}-out`]
  const named = (name: string) => ({ name, where: 'bench:' })
  const topics = { input: named(topic), changelog: named(changelog), outputs: [named(output)] }
  await createTopics(client, topics, { partitions })
  const engine = (session: number) => new KafkaEngine(client, { topic, group, changelog, session })
  return { topic, group, changelog, output, engine }
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]!
const bytes = (count: number, seed: number) =>
  Buffer.from(Float64Array.from({ length: count / 8 }, (_, i) => i * seed).buffer)

async function commits() {
  const { engine, output } = await world()
  const worker = engine(6000)
  const log = await worker.open(0, never)
  await log.restore(() => {})
  const value = JSON.stringify({
    series: 'north',
    time: 0,
    values: [1.5, 2.5, 3.5],
    lower: [1, 2, 3],
    upper: [2, 3, 4],
  })
  for (const [outputs, series, each] of [
    [1, 1, 1000],
    [500, 50, 1000],
    [500, 500, 1000],
    [500, 100, 40_000],
    [500, 1000, 15_000],
  ] as const) {
    const records = Array.from({ length: outputs }, (_, i) => ({ topic: output, key: `series ${i}`, value }))
    const ms: number[] = []
    for (let round = 0; round < 15; round++) {
      const state = Array.from({ length: series }, (_, i) => ({ key: `series ${i}`, value: bytes(each, round + i) }))
      const start = performance.now()
      await log.commit({ outputs: records, state, position: round })
      ms.push(performance.now() - start)
    }
    const size = ((series * each) / 1e6).toFixed(2)
    console.log(`commit of ${outputs} outputs and ${series} states, ${size} MB: ${median(ms).toFixed(1)} ms`)
  }
  await worker.close()
}

async function restores() {
  const { engine } = await world()
  const worker = engine(6000)
  const log = await worker.open(0, never)
  const size = 100_000_000
  for (let at = 0; at < size; at += 10_000_000) {
    const state = Array.from({ length: 250 }, (_, i) => ({ key: `series ${at + i}`, value: bytes(40_000, i) }))
    await log.commit({ outputs: [], state, position: 0 })
  }
  const ms: number[] = []
  for (let round = 0; round < 3; round++) {
    const next = await worker.open(0, never)
    let read = 0
    const start = performance.now()
    await next.restore(({ value }) => {
      read += value?.length ?? 0
    })
    ms.push(performance.now() - start)
    if (read !== size) throw new Error(`expected ${size} bytes, got ${read}`)
  }
  console.log(`restore of ${size / 1e6} MB in records of 40 kB: ${(size / 1000 / median(ms)).toFixed(0)} MB/s`)
  await worker.close()
}

async function takeovers(session: number) {
  const { topic, group, changelog, output, engine } = await world()
  const args = [broker, topic, group, changelog, String(session)]
  const member = spawn('tsx', [fileURLToPath(new URL('member.ts', import.meta.url)), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const lines = createInterface(member.stdout)
  const worker = engine(session)
  const own = new Map<number, Promise<TaskLog>>()
  const take = async (partition: number) => {
    const log = await worker.open(partition, never)
    await log.restore(() => {})
    await log.commit({ outputs: [{ topic: output, key: 'a', value: 'b' }], state: [], position: 0 })
    return log
  }
  let all: (() => void) | undefined
  await until(lines, `has ${partitions}`)
  const shared = until(lines, `has ${partitions / 2}`)
  await worker.join((assigned) => {
    for (const partition of own.keys()) if (!assigned.includes(partition)) own.delete(partition)
    for (const partition of assigned) if (!own.has(partition)) own.set(partition, take(partition))
    if (assigned.length === partitions) all?.()
  })
  await shared
  await Promise.all(own.values())
  const everything = new Promise<void>((resolve) => {
    all = resolve
  })
  const start = performance.now()
  process.kill(-member.pid!, 'SIGKILL')
  await everything
  const assigned = performance.now() - start
  await Promise.all(own.values())
  const seconds = (ms: number) => (ms / 1000).toFixed(1)
  console.log(
    `takeover after kill -9, session ${session / 1000} s: assigned after ${seconds(assigned)} s, all ${partitions / 2} partitions committed after ${seconds(performance.now() - start)} s`,
  )
  await worker.close()
}

async function until(lines: Interface, line: string): Promise<void> {
  for (;;) {
    const [said] = await once(lines, 'line')
    if (said === line) return
  }
}

await commits()
await restores()
for (const session of [3000, 3000, 6000]) await takeovers(session)
await cluster.stop()
process.exit()
