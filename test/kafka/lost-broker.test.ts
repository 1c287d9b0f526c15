import { expect } from 'vitest'
import { Cluster } from '../peers/kafka/cluster.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

const never = new AbortController().signal
const values = Array.from({ length: 20 }, (_, i) => `row ${i}`)

/** Polls until it fails no more. */
async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

itWithKafka(
  'a broker that was killed and started again loses and doubles nothing',
  async () => {
    const cluster = await Cluster.start()
    const world = await OnKafka.open(cluster.brokers()[0]!)
    const engine = await world.engine()
    const assignments: (readonly number[])[] = []
    const membership = await engine.join((partitions) => void assignments.push(partitions))
    await world.produce(values)
    let position = 0
    const open = async () => {
      const log = await engine.open(0, never)
      await log.restore(({ key, value }) => {
        if (key === 'position') position = Number(Buffer.from(value!))
      })
      return log
    }
    const step = async (log: Awaited<ReturnType<typeof open>>) => {
      const [row] = await log.poll(position, never)
      const next = row!.offset + 1
      const outputs = [{ topic: world.outputs, key: 's', value: row!.value! }]
      await log.commit({ outputs, state: [{ key: 'position', value: Buffer.from(String(next)) }], position: next })
      position = next
    }
    const log = await open()
    for (let i = 0; i < 10; i++) await step(log)
    await cluster.kill()
    await expect(log.commit({ outputs: [], state: [], position })).rejects.toThrow(/ECONNREFUSED|closed the connection/)
    await log.close()
    await expect.poll(() => assignments.at(-1)).toEqual([])
    await expect(membership.confirm()).rejects.toThrow(/ECONNREFUSED|closed the connection/)
    const idle = new AbortController()
    await cluster.restart()
    await eventually(() => membership.confirm())
    expect(assignments.at(-1)).toEqual([0])
    const successor = await eventually(open)
    while (position < values.length) await step(successor)
    const coming = successor.poll(position, idle.signal)
    idle.abort()
    expect(await coming).toEqual([])
    await world.expectCommitted(values)
    await world.close()
    await cluster.stop()
  },
  180_000,
)

itWithKafka(
  'a broker that hangs counts as lost, and as reached when it goes on',
  async () => {
    const cluster = await Cluster.start()
    const world = await OnKafka.open(cluster.brokers()[0]!)
    const engine = await world.engine(1000)
    const assignments: (readonly number[])[] = []
    const membership = await engine.join((partitions) => void assignments.push(partitions))
    await membership.confirm()
    const [broker] = cluster.pids
    process.kill(broker!, 'SIGSTOP')
    await expect.poll(() => assignments.at(-1)).toEqual([])
    await expect(membership.confirm()).rejects.toThrow('no broker has answered a heartbeat for 2 s')
    process.kill(broker!, 'SIGCONT')
    await eventually(() => membership.confirm())
    expect(assignments.at(-1)).toEqual([0])
    await world.close()
    await cluster.stop()
  },
  180_000,
)
