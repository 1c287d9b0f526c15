import { kafkaClient } from '../kafka/client.ts'
import type { KafkaConnection } from '../kafka/connection-options.ts'
import { KafkaEngine } from '../kafka/kafka-engine.ts'
import { checkTopics, createTopics, type WorkerTopics } from '../kafka/topics.ts'
import { Backoff } from '../live/backoff.ts'
import type { LoggedNames } from '../operations/logged.ts'
import { namesOf } from '../pipeline/channels-of.ts'
import { inPlace } from '../pipeline/in-place.ts'
import { loadPipeline } from '../pipeline/load-pipeline.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { demandWorker, uselessForWorker } from '../pipeline/worker-faults.ts'
import { type WorkerPlan, workerPlan } from '../pipeline/worker-plan.ts'
import { placeIn } from '../sources/place-in.ts'
import { Reach } from '../tasks/reach.ts'
import { pipelineTask } from '../tasks/task.ts'
import { work } from '../tasks/worker.ts'
import type { WorkerOnlooker } from '../tasks/worker-onlooker.ts'
import { spanMs } from '../words/span-text.ts'
import { exitCode } from './exit-code.ts'
import { Interruption } from './interruption.ts'
import type { ServerOptions } from './servers.ts'
import type { Terminal } from './terminal.ts'
import { workerNotices } from './worker-notices.ts'
import { startWorkerWatchers } from './worker-watchers.ts'

/** Options of `rxcast worker`. */
export interface WorkerVerbOptions extends ServerOptions {
  readonly createTopics?: boolean
  readonly partitions?: number
  readonly replicas?: number
  readonly quiet?: boolean
  readonly seed?: number
  readonly maxMemory?: number
  readonly maxActive?: number
  /** Makes one more that watches the worker, from the names of what is forecast. */
  readonly onlooker?: ((names: LoggedNames) => WorkerOnlooker) | undefined
  /** Gets the address of what is served. */
  readonly onServed?: ((name: string, url: string) => void) | undefined
  /** Gets each notice. */
  readonly onNotice?: ((notice: string) => void) | undefined
}

/**
 * `rxcast worker PIPELINE`: works on partitions of the pipeline's topic, until a signal ends it.
 *
 * @returns the exit code
 * @throws ConfigError if a worker cannot run the pipeline, or its topics do not fit
 */
export async function worker(file: string, options: WorkerVerbOptions, terminal: Terminal): Promise<number> {
  const { quiet = false } = options
  const pipeline = loadPipeline(file)
  demandWorker(pipeline)
  const hide = pipeline.hide ?? ((text: string) => text)
  const warn = (text: string) => terminal.err(`${terminal.paint('dim', time(), 'err')} ${hide(text)}\n`)
  const print = quiet ? () => {} : warn
  const noteBy = (print: (text: string) => void) => (notice: string) => {
    options.onNotice?.(hide(notice))
    print(`${terminal.paint('bold', 'note', 'err')} ${notice}`)
  }
  uselessForWorker(pipeline).forEach(noteBy(print))
  const tell = noteBy(warn)
  const plan = workerPlan(pipeline)
  const { changelog, group, topic } = plan
  const connection = pipeline.source.argument as KafkaConnection
  const { resolve } = placeIn(pipeline.folder, false, pipeline.expand)
  const interruption = new Interruption(process, (cause) => print(`stopping (${cause}): committing what was forecast`))
  let watchers: Awaited<ReturnType<typeof startWorkerWatchers>> | undefined
  try {
    const topics = topicsOf(plan, pipeline)
    const client = await kafkaClient(connection, { word: 'kafka', resolve, tell, topics: placesOf(topics) })
    watchers = await startWorkerWatchers(pipeline, {
      ...options,
      onlookers: [workerNotices(print, warn), options.onlooker?.(namesOf(pipeline)) ?? {}],
    })
    for (const [name, url] of watchers.urls) {
      options.onServed?.(name, url)
      terminal.err(`${terminal.paint('bold', name, 'err')} ${url}\n`)
    }
    const { onlooker } = watchers
    const reach = new Reach(onlooker)
    const persist = <T>(call: () => Promise<T>) => reach.persist(call, new Backoff(delays), interruption.stop)
    if (options.createTopics) {
      const created = await persist(() => createTopics(client, topics, options))
      if (created && created.length > 0) print(`created ${created.join(', ')}`)
    }
    const partitions = await persist(() => checkTopics(client, topics))
    if (partitions === undefined) return exitCode.done
    print(
      `group ${group} on ${client.name}: ${topic} (${partitions} partitions) to ${plan.outputs.join(', ')}, state in ${changelog}`,
    )
    const engine = new KafkaEngine(client, { topic, group, changelog, session: spanMs(plan.session)!, tell })
    const { seed, maxMemory, maxActive } = options
    const warned = new Set<string>()
    const onWarning = (warning: string) => {
      if (!warned.has(warning)) tell(warning)
      warned.add(warning)
    }
    const task = await pipelineTask(pipeline, engine, {
      ...{ seed, maxMemory, maxActive, onWarning },
      onlooker: (partition) => onlooker.task?.(partition),
    })
    await work(engine, task, { stop: interruption.stop, onlooker })
    return exitCode.done
  } catch (error) {
    const shown = inPlace(error, pipeline) as Error
    watchers?.fail(shown)
    throw shown
  } finally {
    interruption.end()
    await watchers?.close()
  }
}

/** A worker runs for weeks: each of its lines has its time. */
const time = () => new Date().toISOString().replace(/\.\d+/, '')

/** Between tries while no broker answers. */
const delays = { from: 500, to: 15_000 }

function topicsOf({ changelog, deadLetters, outputs, topic }: WorkerPlan, pipeline: Pipeline): WorkerTopics {
  const placeOf = (name: string) => {
    const sink = pipeline.sinks.find(({ argument }) => (argument as { readonly topic?: string }).topic === name)
    return pipeline.locate([...(sink?.path ?? ['sinks']), 'topic'])
  }
  return {
    input: { name: topic, where: 'kafka.topic:' },
    changelog: { name: changelog, where: 'worker.changelog:' },
    outputs: [
      ...outputs.map((name) => ({ name, where: placeOf(name) })),
      { name: deadLetters, where: 'worker.deadLetters:' },
    ],
  }
}

const placesOf = ({ input, changelog, outputs }: WorkerTopics) =>
  new Map([input, changelog, ...outputs].map(({ name, where }) => [name, where]))
