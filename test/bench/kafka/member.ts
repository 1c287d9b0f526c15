// A worker for `main.ts` to kill: takes over what it is assigned, and says so.
import { kafkaClient } from '../../../src/kafka/client.ts'
import { KafkaEngine } from '../../../src/kafka/kafka-engine.ts'

const [broker, topic, group, changelog, session] = process.argv.slice(2) as [string, string, string, string, string]
const client = await kafkaClient(
  { brokers: [broker], clientId: 'bench' },
  { word: 'kafka', resolve: (path: string) => path },
)
const engine = new KafkaEngine(client, { topic, group, changelog, session: Number(session) })
await engine.join(async (partitions) => {
  for (const partition of partitions) {
    const log = await engine.open(partition, new AbortController().signal)
    await log.restore(() => {})
  }
  console.log(`has ${partitions.length}`)
})
