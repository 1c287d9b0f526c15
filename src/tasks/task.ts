import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { ChangelogStore } from '../engine/changelog-store.ts'
import type { Engine } from '../engine/engine.ts'
import { StateFile } from '../engine/state-file.ts'
import { ConfigError } from '../errors.ts'
import type { MessageOptions } from '../live/live-columns.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import { prepare } from '../pipeline/prepare.ts'
import type { Overrides } from '../pipeline/survey.ts'
import { workerPlan } from '../pipeline/worker-plan.ts'
import { type ValueFormat, valueDecoder } from '../records/value-text.ts'
import type { Onlooker } from '../run/onlooker.ts'
import { together } from '../run/onlookers.ts'
import { run } from '../run/run.ts'
import { Ledger } from '../series/ledger.ts'
import type { Selection } from '../sinks/selection.ts'
import { placeIn } from '../sources/place-in.ts'
import type { RunTask } from './assigned-task.ts'
import { deadLetter } from './dead-letter.ts'
import { misplaced } from './misplaced.ts'
import { partitionSource } from './partition-source.ts'
import { taskSink } from './task-sink.ts'
import { TaskStore } from './task-store.ts'

/** Options of `pipelineTask`. */
export interface PipelineTaskOptions extends Overrides {
  /** Watches the run of a partition; called at each takeover. */
  readonly onlooker?: ((partition: number) => Partial<Onlooker> | undefined) | undefined
  readonly onWarning?: ((warning: string) => void) | undefined
}

/**
 * Prepares a pipeline for a worker, whose tasks are runs of it: each reads a partition, and commits forecasts, rejected
 * rows, state and position in one transaction. By key, the forecasts are those of one run over all partitions.
 *
 * @returns a function that processes a partition until one of the signals of the task is aborted
 * @throws ConfigError if the pipeline cannot be run
 */
export async function pipelineTask(
  pipeline: Pipeline,
  engine: Pick<Engine, 'partitions'>,
  { onlooker, onWarning, ...overrides }: PipelineTaskOptions = {},
): Promise<RunTask> {
  const { batch, changelog, deadLetters, dir, group, keys, stateEvery } = workerPlan(pipeline)
  // A partition is a shard.
  const ofPartition = { ...pipeline, settings: { ...pipeline.settings, shards: 1 } }
  const plan = await prepare(ofPartition, { ...overrides, threads: 1 })
  const { by = [] } = pipeline.source.word.facts(pipeline.source.argument)
  const columns = pipeline.source.argument as MessageOptions & ValueFormat
  const { resolve: resolvePath } = placeIn(pipeline.folder, false, pipeline.expand)
  const decode = await valueDecoder(pipeline.source.word.name, columns, resolvePath)
  const folder = dir === undefined ? undefined : resolve(pipeline.folder, dir)
  demandFolder(folder)
  const again = `or use another group and another output topic, or stop all workers of the group first, and start again from the first record with another topic for the state, such as worker: { changelog: ${changelog}-2 }`

  const runTask: RunTask = async ({ partition, log, pace, stop, cancel }) => {
    const partitions = await engine.partitions()
    if (by.length === 0 && partitions > 1) throw severalPartitions(partitions)
    const store = new ChangelogStore(log, folder)
    const ending = new AbortController()
    const over = AbortSignal.any([cancel, ending.signal])
    let position = () => ({ next: 0, mark: 0 })
    const kept = new TaskStore(
      store,
      () => position(),
      { stop, cancel: over },
      () => ending.abort(),
    )
    const ledger = new Ledger((reject) => store.send(deadLetter(deadLetters, reject)))
    try {
      await store.restore()
      await run(
        {
          ...plan,
          source: (place) =>
            partitionSource(plan.source(place), columns, {
              log,
              partition,
              decode,
              misplaced: keys === 'series' ? misplaced(partition, partitions) : () => undefined,
              batch,
              pace,
              stop,
              readableTo: () => store.readableTo,
              goingOn: (offset) => store.goingOn(offset),
              opened: (opened) => (position = () => opened),
              onWait: ({ message }) => onWarning?.(`${message}; rows wait until it answers`),
            }),
          sinks: pipeline.sinks.map(({ argument }) =>
            taskSink(argument as Selection & { readonly topic: string }, (record) => store.send(record)),
          ),
          ledger,
          live: false,
          endless: true,
          checkpoint: {
            store: kept,
            every: { rows: stateEvery },
            name: 'worker.changelog',
            again,
            commitOutputs: () => kept.commitOutputs(),
          },
          // Of another group the changelog would have another place in the input.
          settings: { ...(plan.settings as object), group, partitions },
        },
        { cancel: over, onlooker: watched(onlooker?.(partition)), onWarning },
      )
    } catch (error) {
      if (!over.aborted) throw error
    } finally {
      await store.close()
    }
  }
  const settings = createHash('sha256').update(JSON.stringify(plan.settings)).digest('hex').slice(0, 16)
  return Object.assign(runTask, { settings })
}

/** What an onlooker has recorded is no part of the state. */
const watched = (onlooker: Partial<Onlooker> = {}): Onlooker => ({ ...together([onlooker]), pieces: () => [] })

/** @throws ConfigError if states cannot be written there: the worker would only keep its partitions from others */
function demandFolder(folder: string | undefined): void {
  const file = new StateFile(folder)
  try {
    file.put('', Uint8Array.of(0))
  } catch (error) {
    throw new ConfigError([{ where: 'worker.dir:', message: (error as Error).message }])
  } finally {
    file.close()
  }
}

const severalPartitions = (partitions: number) =>
  new ConfigError([
    {
      where: 'kafka.by:',
      message: `expected a topic with one partition, since all rows are of one series, got ${partitions} partitions; name the columns that tell series apart in by`,
    },
  ])
