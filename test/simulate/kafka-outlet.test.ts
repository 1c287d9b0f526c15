import { expect, it } from 'vitest'
import { shardOf } from '../../src/series/shard-of.ts'
import { kafkaOutlet } from '../../src/simulate/kafka-outlet.ts'
import { KafkaTopic } from '../connectors/kafka-topic.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'

const stay = new AbortController().signal

itWithKafka('sends rows in order, each series to the partition of its key', async ({ plain }) => {
  const there = await KafkaTopic.make(plain, 3)
  const outlet = await kafkaOutlet({ brokers: plain, topic: there.topic, key: ['city'], partitions: 9 })
  await outlet.heard
  expect(outlet.address).toBe(plain)
  for (let i = 0; i < 2500; i++) {
    const fields = { city: `c${i % 7}`, i }
    await outlet.send({ text: JSON.stringify(fields), fields })
  }
  expect(await outlet.close(stay)).toBeUndefined()
  const ends = await there.admin.fetchTopicOffsets(there.topic)
  const counts = [0, 0, 0]
  for (let i = 0; i < 2500; i++) counts[shardOf(`c${i % 7}`, 3)]!++
  expect(ends.toSorted((a, b) => a.partition - b.partition).map(({ offset }) => Number(offset))).toEqual(counts)
  const first = (await there.committed()).filter(({ key }) => key === 'c0').map(({ value }) => JSON.parse(value).i)
  expect(first).toEqual(Array.from({ length: 358 }, (_, i) => 7 * i))
})

itWithKafka('creates a topic that is not there', async ({ plain }) => {
  const other = await KafkaTopic.make(plain)
  const topic = `${other.topic}-new`
  const outlet = await kafkaOutlet({ brokers: plain, topic, key: [], partitions: 2 })
  await outlet.send({ text: '{}', fields: {} })
  await outlet.close(stay)
  expect(await other.admin.fetchTopicOffsets(topic)).toHaveLength(2)
})

it('ends if there is no broker', async () => {
  const at = (brokers: string) => kafkaOutlet({ brokers, topic: 't', key: [] })
  await expect(at('127.0.0.1:1')).rejects.toThrow(/^simulate: expected a broker at 127.0.0.1:1, got ".*ECONNREFUSED/)
  await expect(at('localhost')).rejects.toThrow('--kafka: expected addresses of brokers such as localhost:9092')
})
