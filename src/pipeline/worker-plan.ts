import type { Pipeline } from './pipeline.ts'
import { type WorkerOptions, workerOptions } from './worker-settings.ts'

/** The topics and commits of a worker. */
export interface WorkerPlan extends WorkerOptions {
  readonly topic: string
  readonly group: string
  readonly changelog: string
  readonly deadLetters: string
  /** Topics of the sinks, each once. */
  readonly outputs: readonly string[]
}

/** What a worker works with, of a pipeline that it can run. */
export function workerPlan({ settings, sinks, source }: Pick<Pipeline, 'settings' | 'sinks' | 'source'>): WorkerPlan {
  const worker = settings.worker ?? workerOptions.parse({})
  const { group, topic } = source.argument as { readonly group: string; readonly topic: string }
  return {
    ...worker,
    topic,
    group,
    changelog: worker.changelog ?? `${group}-state`,
    deadLetters: worker.deadLetters ?? `${group}-rejects`,
    outputs: [
      ...new Set(
        sinks
          .map(({ argument }) => (argument as { readonly topic?: string }).topic)
          .filter((name) => name !== undefined),
      ),
    ],
  }
}
