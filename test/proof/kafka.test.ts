import { afterAll, expect } from 'vitest'
import type { SharedKafka } from '../peers/kafka/broker-of-run.ts'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { Relay } from '../peers/kafka/relay.ts'
import { faults } from './faults.ts'
import { Proof } from './proof.ts'

const none = { lost: 0, doubled: 0, wrong: 0, reordered: 0, first: '' }

let begun: Promise<Proof> | undefined

const proofOn = (broker: SharedKafka) =>
  (begun ??= Proof.begin({
    ...{ brokers: [broker.plain], name: `proof-${process.pid}`, replicas: 1 },
    ...{ stations: 20, rows: 800, partitions: 2 },
    forecast: '{ horizon: 2, season: none, experts: [persistence, drift, rls(3)], intervals: [0.8] }',
  }))

afterAll(async () => (await begun)?.close())

// Sessions have to end before others take over, and all processes share a machine that may be slow.
const timeout = 300_000
const usual = { session: '2s', batch: 10 }

itWithKafka(
  'workers publish what one process does, to the byte, after a pause and a kill',
  async (broker) => {
    const proof = await proofOn(broker)
    const { outputs, deadLetters, takeovers } = await proof.compare({ ...usual, fault: faults.both })
    expect({ outputs, deadLetters }).toEqual({ outputs: none, deadLetters: none })
    expect(takeovers[0]?.what).toBe('killed')
  },
  timeout,
)

for (const fault of ['request-held-up', 'answer-held-up'] as const)
  itWithKafka(
    `workers publish what one process does after the network of one was cut within a commit: ${fault}`,
    async (broker) => {
      const relay = await Relay.start(broker.routes)
      try {
        const { outputs, deadLetters } = await (await proofOn(broker)).compare({
          ...usual,
          fault: faults[fault],
          relay,
        })
        expect({ outputs, deadLetters }).toEqual({ outputs: none, deadLetters: none })
      } finally {
        relay.close()
      }
    },
    timeout,
  )

itWithKafka(
  'without the fence, the owner before publishes a second time what it was about to commit',
  async (broker) => {
    const control = { ...usual, fault: faults.unfenced, endsEarly: true }
    expect((await (await proofOn(broker)).compare(control)).outputs.doubled).toBeGreaterThan(0)
  },
  timeout,
)

itWithKafka(
  'with the position outside of the transaction, what was committed before a kill is published a second time',
  async (broker) => {
    const control = { ...usual, fault: faults.outside, endsEarly: true }
    expect((await (await proofOn(broker)).compare(control)).outputs.doubled).toBeGreaterThan(0)
  },
  timeout,
)
