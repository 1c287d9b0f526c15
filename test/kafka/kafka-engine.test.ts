import { describe, expect } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

describe('workers on Kafka', () => {
  itWithKafka('know the number of partitions, and do not open one that is not wanted any more', async ({ plain }) => {
    const world = await OnKafka.open(plain, 3)
    const engine = await world.engine()
    expect(await engine.partitions()).toBe(3)
    await expect(engine.open(0, AbortSignal.abort())).rejects.toThrow()
    await expect(engine.open(3, new AbortController().signal)).rejects.toThrow(/expected .*-state to take a request/)
    await world.close()
  })

  itWithKafka('end with a ConfigError if the brokers do not permit the session', async ({ plain }) => {
    const world = await OnKafka.open(plain)
    const engine = await world.engine(500)
    const failing = engine.join(() => {})
    await expect(failing).rejects.toThrow(/^kafka.session: expected a session time-out that the broker accepts/)
    await expect(failing).rejects.toBeInstanceOf(ConfigError)
    await world.close()
  })
})
