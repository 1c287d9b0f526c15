import { TasksWatch } from '../operations/tasks-watch.ts'
import { channelsOf } from '../pipeline/channels-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { WorkerStatus } from '../recording/wire.ts'
import type { WorkerFacts, WorkerOnlooker } from '../tasks/worker-onlooker.ts'
import { workerTogether } from '../tasks/worker-onlookers.ts'
import type { GroupPage } from './group-page.ts'
import { type ServerOptions, type Servers, startServers } from './servers.ts'

/** What watches a worker. */
export interface WorkerWatcherOptions extends ServerOptions {
  /** Watches besides these. */
  readonly onlookers?: readonly WorkerOnlooker[] | undefined
}

/** The servers beside a worker, and what they are shown. */
export interface WorkerWatchers extends Servers {
  readonly onlooker: WorkerOnlooker
  /** Shows that the worker has failed. */
  fail(error: Error): void
}

/**
 * Starts the page, health and metrics of a worker, as far as they are wanted. The page shows all series of the group,
 * as they are in the topics of the sinks.
 *
 * @throws ConfigError if a port is taken, or a package is not installed
 */
export async function startWorkerWatchers(pipeline: Pipeline, options: WorkerWatcherOptions): Promise<WorkerWatchers> {
  const targets = channelsOf(pipeline)
  const { group } = pipeline.source.argument as { readonly group: string }
  const watch = new TasksWatch(targets)
  let all: GroupPage | undefined
  const servers = await startServers(pipeline, options, () => watch, {
    worker: () => statusOf(group, watch.facts(), all?.shows ?? []),
    isBehind: () => all?.isBehind ?? true,
  })
  const { page, urls } = servers
  try {
    all = page && (await (await import('./group-page.ts')).GroupPage.open(pipeline, page))
    return {
      urls,
      page,
      onlooker: workerTogether([watch.onlooker, ...(options.onlookers ?? [])]),
      fail(error) {
        watch.fail(error)
        page?.fail(error)
      },
      async close() {
        await all?.close()
        await servers.close()
      },
    }
  } catch (error) {
    await servers.close()
    throw error
  }
}

/** What the page says of the worker. */
function statusOf(
  group: string,
  { connected, joined, partitions, tasks }: WorkerFacts,
  shows: readonly string[],
): WorkerStatus {
  return {
    group,
    partitions: partitions ?? null,
    connected,
    joined,
    tasks: tasks.map(({ errors, lag, partition, problem, restoreMs, state, takeovers }) => ({
      partition,
      state,
      problem: problem ?? null,
      lag: lag ?? null,
      restoreMs: restoreMs ?? null,
      takeovers,
      errors,
    })),
    shows,
  }
}
