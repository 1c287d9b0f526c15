import { expect } from 'vitest'
import { itWithKafka } from '../peers/kafka/it-with-kafka.ts'
import { faults } from './faults.ts'
import { Proof } from './proof.ts'

const none = { lost: 0, doubled: 0, wrong: 0, reordered: 0, first: '' }

itWithKafka(
  'workers publish what one process does, to the byte, after a pause and a kill; without the fence they do not',
  async (broker) => {
    const proof = await Proof.begin({
      ...{ brokers: [broker.plain], name: `proof-${process.pid}`, replicas: 1 },
      ...{ stations: 40, rows: 2000, partitions: 4 },
      forecast: '{ horizon: 2, season: none, experts: [persistence, drift, rls(3)], intervals: [0.8] }',
    })
    try {
      const { outputs, deadLetters, takeovers } = await proof.compare({ fault: faults.both, session: '2s', batch: 10 })
      expect({ outputs, deadLetters }).toEqual({ outputs: none, deadLetters: none })
      expect(takeovers[0]?.what).toBe('paused')
      const unfenced = ['--import', 'tsx', 'test/proof/worker.ts', 'unfenced']
      const control = await proof.compare({ fault: faults.pauseOnce, session: '2s', batch: 10, entry: unfenced })
      expect(control.outputs.doubled + control.outputs.wrong).toBeGreaterThan(0)
    } finally {
      await proof.close()
    }
  },
  // Sessions have to end before others take over, and all processes share a machine that may be slow.
  300_000,
)
