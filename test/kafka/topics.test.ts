import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { kafkaClient } from '../../src/kafka/client.ts'
import { checkTopics, createTopics, type WorkerTopics } from '../../src/kafka/topics.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'

const client = (broker: string) =>
  kafkaClient({ brokers: [broker], clientId: 'test' }, { word: 'kafka', resolve: (path) => path })
function fresh(): WorkerTopics {
  const id = randomUUID().slice(0, 8)
  return {
    input: { name: `${id}-in`, where: 'source.kafka.topic:' },
    changelog: { name: `${id}-state`, where: 'worker.changelog:' },
    outputs: [
      { name: `${id}-out`, where: 'sinks[0].kafka.topic:' },
      { name: `${id}-rejects`, where: 'worker.deadLetters:' },
    ],
  }
}

describe('the topics of workers', () => {
  itWithKafka('are created with the partitions of the input, the changelog compacted', async ({ plain }) => {
    const kafka = await client(plain)
    const topics = fresh()
    const names = [topics.input, topics.changelog, ...topics.outputs].map(({ name }) => name)
    await expect(checkTopics(kafka, topics)).rejects.toThrow(
      new RegExp(`^source.kafka.topic: expected the topic ${names[0]}, got none; create it, or add --create-topics\n`),
    )
    expect(await createTopics(kafka, { ...topics, outputs: [] }, { partitions: 3, replicas: 1 })).toEqual(
      names.slice(0, 2),
    )
    expect(await createTopics(kafka, topics)).toEqual(names.slice(2))
    expect(await createTopics(kafka, topics, { partitions: 3 })).toEqual([])
    expect(await checkTopics(kafka, topics)).toBe(3)
    await expect(createTopics(kafka, topics, { partitions: 8 })).rejects.toThrow(
      /^--partitions: expected 3, as the topic .*-in has, got 8; leave it out/,
    )
  })

  itWithKafka('are refused if they do not fit, all at once', async ({ plain }) => {
    const kafka = await client(plain)
    const topics = fresh()
    await createTopics(kafka, { ...topics, outputs: [] }, { partitions: 4 })
    const { changelog } = fresh()
    const admin = kafka.kafka.admin()
    await admin.connect()
    await admin.createTopics({
      waitForLeaders: false,
      topics: [
        { topic: changelog.name, numPartitions: 4 },
        { topic: topics.outputs[0]!.name, numPartitions: 2 },
      ],
    })
    await admin.disconnect()
    const all = { ...topics, changelog, outputs: topics.outputs.slice(0, 1) }
    const problem = () => checkTopics(kafka, all).catch(({ message }: Error) => message)
    await expect
      .poll(problem)
      .toMatch(
        new RegExp(
          `^worker.changelog: expected ${changelog.name} to have cleanup.policy=compact, got delete; kafka-configs .*\n` +
            'sinks\\[0\\].kafka.topic: expected .*-out to have 4 partitions, as .*-in has, got 2; raise them',
        ),
      )
  })

  itWithKafka('cannot have more copies than there are brokers, nor any name', async ({ plain }) => {
    const kafka = await client(plain)
    await expect(createTopics(kafka, fresh(), { replicas: 3 })).rejects.toThrow(
      /^kafka: expected as many brokers as replicas of .*-in, got INVALID_REPLICATION_FACTOR/,
    )
    const odd = { ...fresh(), input: { name: 'with space', where: 'source.kafka.topic:' } }
    await expect(createTopics(kafka, odd)).rejects.toThrow(/^kafka.topic: expected a name of a topic, not with space/)
  })
})
