import { ConfigError } from '../errors.ts'
import type { Pipeline } from './pipeline.ts'

/**
 * An error of a run, with its problems placed in the pipeline where they are the pipeline's: words say which option is wrong, as
 * `score.season:`, and the pipeline knows where that stands. Any other error stays what it is.
 */
export function inPlace(error: unknown, { source, steps, sinks, locate }: Pipeline): unknown {
  if (!(error instanceof ConfigError)) return error
  return new ConfigError(
    error.problems.map(({ where, message }) => {
      const [name, ...within] = where.replace(/:$/, '').split('.')
      const call = [source, ...steps, ...sinks].find(({ word, path }) => path !== undefined && word.name === name)
      const path = call?.path ? [...call.path, ...within] : [name!, ...within]
      return { where: locate(path), message: where === '' ? message : `${where} ${message}` }
    }),
  )
}
