import { describe, expect } from 'vitest'
import { Tail } from '../../src/kafka/tail.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

describe('the tail of a topic', () => {
  itWithKafka('begins with the last records, and goes on with those that come', async ({ plain }) => {
    const world = await OnKafka.open(plain, 12)
    const warnings: Error[] = []
    const warned = (warning: Error) => warnings.push(warning)
    process.on('warning', warned)
    await world.produce(Array.from({ length: 250 }, (_, i) => `a${i}`))
    await world.produce(['b0'], 1)
    const tail = new Tail(await world.client())
    const stop = new AbortController()
    const seen: string[] = []
    const batches: number[] = []
    const take = (values: readonly string[]) => {
      seen.push(...values)
      batches.push(values.length)
    }
    const following = tail.follow(world.topic, 2400, take, stop.signal)
    await expect.poll(() => seen.length).toBe(201)
    expect(seen.filter((value) => value.startsWith('a'))).toEqual(Array.from({ length: 200 }, (_, i) => `a${50 + i}`))
    expect(Math.max(...batches)).toBe(100)
    await world.produce(['a250'])
    await world.produce(['b1'], 1)
    await expect.poll(() => seen.slice(201).sort()).toEqual(['a250', 'b1'])
    expect(tail.skipped).toBe(0)
    stop.abort()
    await following
    process.off('warning', warned)
    // Such as that of Node for many listeners of a signal.
    expect(warnings).toEqual([])
    await tail.close()
    await world.close()
  })

  itWithKafka('leaves records out when it is too far behind', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const tail = new Tail(await world.client(), 20)
    const stop = new AbortController()
    const seen: string[] = []
    const following = tail.follow(world.topic, 10, (values) => seen.push(...values), stop.signal)
    await world.produce(['first'])
    await expect.poll(() => seen).toEqual(['first'])
    // More than one answer holds, so that the first of them is far behind.
    const long = 'x'.repeat(20_000)
    for (let i = 0; i < 4; i++) await world.produce(Array.from({ length: 40 }, (_, j) => `${40 * i + j} ${long}`))
    await expect.poll(() => seen.at(-1)?.startsWith('159 ')).toBe(true)
    expect(seen.length + tail.skipped).toBe(161)
    stop.abort()
    await following
    await tail.close()
    await world.close()
  })

  itWithKafka('fails if there is no such topic', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const tail = new Tail(await world.client())
    const following = tail.follow(`${world.topic}-other`, 10, () => {}, new AbortController().signal)
    await expect(following).rejects.toThrow(/expected the topic .*-other, got UNKNOWN_TOPIC_OR_PARTITION/)
    await tail.close()
    await world.close()
  })
})
