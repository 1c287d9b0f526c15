import { resolve } from 'node:path'
import { savedSettings } from '../checkpoint/checkpoints.ts'
import type { Json } from '../checkpoint/what-differs.ts'
import { ConfigError } from '../errors.ts'
import type { Onlooker } from '../run/onlooker.ts'
import { together } from '../run/onlookers.ts'
import type { Outcome } from '../run/outcome.ts'
import { type RunOptions, run } from '../run/run.ts'
import { FolderStore } from '../stores/folder-store.ts'
import { outputFaults } from './check-outputs.ts'
import { hiding, inPlace } from './in-place.ts'
import type { Pipeline } from './pipeline.ts'
import { prepare } from './prepare.ts'
import { checkpointOf } from './settings.ts'
import type { Overrides } from './survey.ts'

/** How a run is saved and goes on. */
export interface KeepOptions {
  /** Folder for the state, instead of the pipeline's; relative to the working directory. */
  readonly checkpoint?: string | undefined
  /** Starts again, instead of going on from the last checkpoint. */
  readonly fresh?: boolean | undefined
  /** Number of the checkpoint to go on from, one of the last three. Default: the last. */
  readonly from?: number | undefined
}

/**
 * Runs a checked pipeline from its first row to its last.
 *
 * @returns row counts, scores, notes and the files written
 * @throws ConfigError if an option turns out to be invalid for the data, with its place in the file; DataError if the
 * data cannot be used
 * @example
 * const { rows, scores } = await runPipeline(loadPipeline('pipelines/weather.yaml'))
 */
export async function runPipeline(
  pipeline: Pipeline,
  options: RunOptions & Overrides & KeepOptions = {},
): Promise<Outcome> {
  const { hide } = pipeline
  if (!hide) return runPlain(pipeline, options)
  const { onlooker, onNotice, onWarning } = options
  const outcome = await runPlain(pipeline, {
    ...options,
    onlooker: onlooker && withHidden(onlooker, hide),
    onWarning: onWarning && ((warning) => onWarning(hide(warning))),
    onNotice: onNotice && ((notice) => onNotice(hide(notice))),
  })
  return { ...outcome, warnings: outcome.warnings.map(hide), failure: hiding(outcome.failure, hide) }
}

/** Shows an onlooker errors with names in place of values. */
const withHidden = (onlooker: Onlooker, hide: (message: string) => string): Onlooker =>
  together([
    {
      ...together([onlooker]),
      fail: (error) => onlooker.fail(hiding(error, hide)),
      checkpointed: (written) => onlooker.checkpointed?.(hiding(written, hide)),
    },
  ])

async function runPlain(pipeline: Pipeline, options: RunOptions & Overrides & KeepOptions): Promise<Outcome> {
  const stated = checkpointOf(pipeline.settings)
  const folder = options.checkpoint ?? (stated && resolve(pipeline.folder, stated.dir))
  const { fresh } = options
  const faults = outputFaults({ ...pipeline, checkpoint: folder && resolve(folder) })
  if (faults.length > 0)
    throw new ConfigError(faults.map(({ path, message }) => ({ where: pipeline.locate(path), message })))
  try {
    if (folder === undefined) return await run({ ...(await prepare(pipeline, options)), fresh }, options)
    const { store, notes } = await FolderStore.open(folder, { from: options.from, fresh })
    try {
      for (const note of notes) options.onWarning?.(note)
      // The first rows of a file that was replaced may not show it.
      const cadence = fresh ? undefined : cadenceOf(await savedSettings(store))
      const plan = await prepare(pipeline, { ...options, cadence })
      return await run(
        { ...plan, fresh, checkpoint: { store, folder: resolve(folder), every: stated?.every, fresh } },
        options,
      )
    } finally {
      await store.close()
    }
  } catch (error) {
    throw inPlace(error, pipeline)
  }
}

function cadenceOf(settings: Json | undefined): string | undefined {
  const { cadence } = { ...(settings as { readonly cadence?: unknown } | undefined) }
  return typeof cadence === 'string' ? cadence : undefined
}
