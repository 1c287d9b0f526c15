import { ConfigError } from '../series/errors.ts'
import type { Outcome } from './outcome.ts'
import type { Pipeline } from './pipeline.ts'
import { type Overrides, prepare } from './prepare.ts'
import { type RunOptions, run } from './run.ts'

/**
 * Runs a checked pipeline from its first row to its last, and answers how it went.
 *
 * @throws ConfigError where only the data shows that an option is wrong, with its place in the file; DataError where the data cannot be used.
 * @example
 * const { rows, scores } = await runPipeline(loadPipeline('pipelines/weather.yaml'))
 */
export async function runPipeline(pipeline: Pipeline, options: RunOptions & Overrides = {}): Promise<Outcome> {
  try {
    return await run(await prepare(pipeline, options), options)
  } catch (error) {
    throw error instanceof ConfigError ? inPlace(error, pipeline) : error
  }
}

/** Words say which option is wrong, as `score.season:`; the pipeline knows where that stands. */
function inPlace(error: ConfigError, { source, steps, sinks, locate }: Pipeline): ConfigError {
  return new ConfigError(
    error.problems.map(({ where, message }) => {
      const [name, ...within] = where.replace(/:$/, '').split('.')
      const call = [source, ...steps, ...sinks].find(({ word, path }) => path !== undefined && word.name === name)
      const path = call?.path ? [...call.path, ...within] : [name!, ...within]
      return { where: locate(path), message: where === '' ? message : `${where} ${message}` }
    }),
  )
}
