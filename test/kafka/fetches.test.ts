import { describe, expect } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { answerOf } from '../../src/kafka/explained.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

const never = new AbortController().signal

describe('fetches', () => {
  itWithKafka('read from any offset, wait for what comes, and end when they are aborted', async ({ plain }) => {
    const world = await OnKafka.open(plain, 2)
    const fetches = await world.fetches()
    await world.produce(['a', 'b', 'c'])
    const values = (fetched: Awaited<ReturnType<typeof fetches.next>>) =>
      fetched?.records.map(({ value }) => `${value}`)
    expect(values(await fetches.next(world.topic, 0, 1, never))).toEqual(['b', 'c'])
    expect(await fetches.range(world.topic, 0, never)).toEqual({ start: 0, end: 3 })
    const stop = new AbortController()
    const idle = fetches.next(world.topic, 1, 0, stop.signal)
    const coming = fetches.next(world.topic, 0, 3, never)
    await world.produce(['d'])
    expect(values(await coming)).toEqual(['d'])
    stop.abort()
    expect(await idle).toBeUndefined()
    const last = fetches.next(world.topic, 1, 0, never)
    await world.close()
    expect(await last).toBeUndefined()
  })

  itWithKafka('do not see transactions that were aborted', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const one = world.kafka.producer({ transactionalId: `${world.group}-1` })
    const two = world.kafka.producer({ transactionalId: `${world.group}-2` })
    await Promise.all([one.connect(), two.connect()])
    const [bad, alsoBad] = [await one.transaction(), await two.transaction()]
    const send = (transaction: typeof bad, value: string) =>
      transaction.send({ topic: world.topic, messages: [{ value }] })
    await send(bad, 'of 1')
    await send(alsoBad, 'of 2')
    await send(alsoBad, 'of 2')
    await bad.abort()
    await alsoBad.abort()
    const good = await two.transaction()
    await send(good, 'good')
    await good.commit()
    await Promise.all([one.disconnect(), two.disconnect()])
    await world.expectCommitted(['good'], world.topic)
    // From the second record on, both aborted transactions have begun before.
    const fetches = await world.fetches()
    const { records } = (await fetches.next(world.topic, 0, 1, never))!
    expect(records.map(({ value }) => `${value}`)).toEqual(['good'])
    await world.close()
  })

  itWithKafka('say that an offset is none of the topic, while others of the broker are answered', async ({ plain }) => {
    const world = await OnKafka.open(plain, 2)
    const fetches = await world.fetches()
    await world.produce(['a'], 1)
    const [wrong, right] = await Promise.allSettled([
      fetches.next(world.topic, 0, 77, never),
      fetches.next(world.topic, 1, 0, never),
    ])
    expect(right).toMatchObject({ status: 'fulfilled', value: { next: 1, end: 1 } })
    expect(answerOf((wrong as PromiseRejectedResult).reason)?.type).toBe('OFFSET_OUT_OF_RANGE')
    await world.close()
  })

  itWithKafka(
    'read on behind a batch that compaction has emptied, before one that is larger than a request',
    async ({ plain }) => {
      const compact = { 'cleanup.policy': 'compact', 'min.cleanable.dirty.ratio': '0.01', 'segment.ms': '100' }
      const world = await OnKafka.open(plain, 1, { ...compact, 'max.message.bytes': '5000000' })
      const send = async (key: string, value: string) => {
        const producer = world.kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
        await producer.connect()
        await producer.send({ topic: world.topic, messages: [{ key, value }] })
        await producer.disconnect()
      }
      await send('a', 'old')
      await send('a', 'x'.repeat(3_000_000))
      const fetches = await world.fetches()
      const first = async () => (await fetches.next(world.topic, 0, 0, never))?.records[0]
      // What is in the newest segment is not compacted.
      for (let i = 0; (await first())?.value?.toString() === 'old'; i++) {
        await send('b', `${i}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      expect((await first())?.value).toHaveLength(3_000_000)
      await world.close()
    },
  )

  itWithKafka('end with a ConfigError if there is no such topic', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const fetches = await world.fetches()
    const failing = fetches.next('no-such-topic', 0, 0, never)
    await expect(failing).rejects.toThrow(
      /^kafka.topic: expected the topic no-such-topic, got UNKNOWN_TOPIC_OR_PARTITION/,
    )
    await expect(failing).rejects.toBeInstanceOf(ConfigError)
    await world.close()
  })
})
