import type { Outcome } from '../run/outcome.ts'
import { type RunOptions, run } from '../run/run.ts'
import { inPlace } from './in-place.ts'
import type { Pipeline } from './pipeline.ts'
import { prepare } from './prepare.ts'
import type { Overrides } from './survey.ts'

/**
 * Runs a checked pipeline from its first row to its last.
 *
 * @returns row counts, scores, notes and the files written
 * @throws ConfigError if an option turns out to be invalid for the data, with its place in the file; DataError if the
 * data cannot be used
 * @example
 * const { rows, scores } = await runPipeline(loadPipeline('pipelines/weather.yaml'))
 */
export async function runPipeline(pipeline: Pipeline, options: RunOptions & Overrides = {}): Promise<Outcome> {
  try {
    return await run(await prepare(pipeline, options), options)
  } catch (error) {
    throw inPlace(error, pipeline)
  }
}
