import { RunWatch } from '../operations/run-watch.ts'
import { channelsOf } from '../pipeline/channels-of.ts'
import type { Pipeline } from '../pipeline/pipeline.ts'
import type { Onlooker } from '../run/onlooker.ts'
import { together } from '../run/onlookers.ts'
import { type ServerOptions, type Servers, startServers } from './servers.ts'

/** What watches a run. */
export interface WatcherOptions extends ServerOptions {
  /** Watches besides these. */
  readonly onlookers?: readonly Partial<Onlooker>[] | undefined
}

/** The servers beside a run, and what they are shown. */
export interface Watchers extends Servers {
  readonly onlooker: Onlooker
}

/**
 * Starts the page, health and metrics of a run, as far as they are wanted.
 *
 * @throws ConfigError if a port is taken, or the package for metrics is not installed
 */
export async function startWatchers(pipeline: Pipeline, options: WatcherOptions): Promise<Watchers> {
  const targets = channelsOf(pipeline)
  let watch: RunWatch | undefined
  const servers = await startServers(pipeline, options, () => {
    watch = new RunWatch(targets)
    return watch
  })
  const { page } = servers
  return {
    ...servers,
    onlooker: together([...(options.onlookers ?? []), ...(page ? [page] : []), ...(watch ? [watch] : [])]),
  }
}
