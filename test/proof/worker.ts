// node --import tsx test/proof/worker.ts KIND PIPELINE: a worker that prints its takeovers and commits as lines of JSON
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Engine, TaskLog } from '../../src/engine/engine.ts'
import { kafkaClient } from '../../src/kafka/client.ts'
import type { KafkaConnection } from '../../src/kafka/connection-options.ts'
import { KafkaEngine } from '../../src/kafka/kafka-engine.ts'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { workerPlan } from '../../src/pipeline/worker-plan.ts'
import { pipelineTask } from '../../src/tasks/task.ts'
import { work } from '../../src/tasks/worker.ts'
import { spanMs } from '../../src/words/span-text.ts'

/**
 * What a worker does otherwise than `rxcast worker`. `as-it-is`: nothing. `unfenced`: every owner of a partition has a
 * transactional id of its own. `outside`: the state and the position are not in the transaction of the outputs.
 */
export type Kind = 'as-it-is' | 'unfenced' | 'outside'

/** How long a transaction is about to be committed, so that whatever happens to the worker happens then. */
const aboutMs = 200

const [kind, file] = process.argv.slice(2) as [Kind, string]

function changed(log: TaskLog): TaskLog {
  let position = 0
  const commit: TaskLog['commit'] = async (transaction) => {
    if (kind === 'outside') await log.commit({ ...transaction, state: [], position })
    await delay(aboutMs)
    position = transaction.position
    await log.commit(kind === 'outside' ? { ...transaction, outputs: [] } : transaction)
  }
  return {
    commit,
    restore: (onRecord) => log.restore(onRecord),
    poll: (from, signal) => log.poll(from, signal),
    close: () => log.close(),
    get lag() {
      return log.lag
    },
  }
}

const print = (event: string) => (facts: object) => console.log(JSON.stringify({ event, at: Date.now(), ...facts }))

const pipeline = loadPipeline(file)
const { topic, group, changelog, session } = workerPlan(pipeline)
const client = await kafkaClient(pipeline.source.argument as KafkaConnection, {
  word: 'kafka',
  resolve: (path) => path,
})
const kafka = new KafkaEngine(client, {
  ...{ topic, group, changelog, session: spanMs(session)! },
  ...(kind === 'unfenced' && { transactionalId: () => `${group}-${randomUUID()}` }),
})
const engine: Engine = {
  name: kafka.name,
  partitions: () => kafka.partitions(),
  join: (assigned) => kafka.join(assigned),
  open: async (partition, signal) => {
    const log = await kafka.open(partition, signal)
    return kind === 'as-it-is' ? log : changed(log)
  },
  close: () => kafka.close(),
}
const stop = new AbortController()
process.on('SIGTERM', () => stop.abort())
await work(engine, await pipelineTask(pipeline, engine), {
  stop: stop.signal,
  onlooker: {
    tookOver: print('tookOver'),
    committed: print('committed'),
    failed: (partition, error, isFenced) => print('failed')({ partition, message: error.message, isFenced }),
  },
})
