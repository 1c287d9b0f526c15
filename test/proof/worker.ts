// node --import tsx test/proof/worker.ts KIND PIPELINE [N]: a worker that prints its takeovers and commits as lines of JSON
import { randomUUID } from 'node:crypto'
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

const [kind, file, halting] = process.argv.slice(2) as [Kind, string, string?]
/** Commits with outputs until it halts within one. */
let left = Number(halting ?? Number.POSITIVE_INFINITY)

const print = (event: string) => (facts: object) => console.log(JSON.stringify({ event, at: Date.now(), ...facts }))

let turn: Promise<unknown> = Promise.resolve()

/** One transaction at a time: no other is open when the worker halts, and what it has begun is not cut off. */
function inTurn<T>(transact: () => Promise<T>): Promise<T> {
  const done = turn.then(transact)
  turn = done.catch(() => {})
  return done
}

/** Stops the process until another one lets it go on. */
function halt(event: 'halted' | 'tried'): void {
  print(event)({})
  process.kill(process.pid, 'SIGSTOP')
}

function changed(log: TaskLog): TaskLog {
  let position = 0
  const commit: TaskLog['commit'] = async (transaction) => {
    if (kind === 'outside') await log.commit({ ...transaction, state: [], position })
    const isHalting = transaction.outputs.length > 0 && --left === 0
    if (isHalting) halt('halted')
    position = transaction.position
    const rest = log.commit(kind === 'outside' ? { ...transaction, outputs: [] } : transaction)
    if (!isHalting) return rest
    // Nobody would abort a transaction that it begins and is killed in: readers would wait for minutes.
    await rest.finally(() => (kind === 'unfenced' ? halt('tried') : print('tried')({})))
  }
  return {
    commit: (transaction) => inTurn(() => commit(transaction)),
    recognize: (offset, mark) => log.recognize(offset, mark),
    restore: (onRecord) => log.restore(onRecord),
    poll: (from, signal) => log.poll(from, signal),
    close: () => inTurn(() => log.close()),
    get lag() {
      return log.lag
    },
  }
}

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
  join: (assigned, settings) => kafka.join(assigned, settings),
  check: () => kafka.check(),
  open: (partition, signal) =>
    halting || kind !== 'as-it-is'
      ? inTurn(async () => changed(await kafka.open(partition, signal)))
      : kafka.open(partition, signal),
  close: () => kafka.close(),
}
const stop = new AbortController()
process.on('SIGTERM', () => stop.abort())
await work(engine, await pipelineTask(pipeline, engine), {
  stop: stop.signal,
  onlooker: {
    assigned: (partitions) => print('assigned')({ partitions }),
    tookOver: print('tookOver'),
    committed: print('committed'),
    lost: ({ message }) => print('lost')({ message }),
    regained: (ms) => print('regained')({ ms }),
    failed: (partition, error, isFenced) => print('failed')({ partition, message: error.message, isFenced }),
  },
})
