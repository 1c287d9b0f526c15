import { ConfigError } from '../errors.ts'
import type { Pipeline } from './pipeline.ts'

/**
 * Adds places in the pipeline to the problems of a ConfigError: a word names an option, such as `score.season:`, and
 * the pipeline locates it. Other errors are returned unchanged.
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
