import { expect } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { Surroundings } from '../../src/kafka/surroundings.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

itWithKafka(
  'a worker without others agrees with itself, and an input that is not there is a problem',
  async ({ plain }) => {
    const world = await OnKafka.open(plain, 3)
    const { agreement, group, topic } = world
    const around = new Surroundings(await world.client(), { topic, group })
    expect(await around.partitions()).toBe(3)
    await around.check(agreement)
    await expect(around.check({ ...agreement, partitions: 2 })).rejects.toBeInstanceOf(ConfigError)
    await around.close()
    const without = new Surroundings(await world.client(), { topic: `${topic}-none`, group })
    await expect(without.partitions()).rejects.toThrow(/^kafka.topic: expected the topic .*-none, got UNKNOWN_TOPIC/)
    await without.close()
    await world.close()
  },
)
