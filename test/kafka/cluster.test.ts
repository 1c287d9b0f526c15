import { expect } from 'vitest'
import { clusterOf } from '../../src/kafka/cluster.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { OnKafka } from './on-kafka.ts'

itWithKafka('the connections of the client tell of topics without a group', async ({ plain }) => {
  const world = await OnKafka.open(plain, 2)
  const cluster = clusterOf(await world.client())
  await cluster.connect()
  await cluster.addTargetTopic(world.topic)
  expect(cluster.findTopicPartitionMetadata(world.topic)).toHaveLength(2)
  await cluster.disconnect()
  await world.close()
})
