import { ConfigError, DataError } from '../errors.ts'
import type { Pipeline } from './pipeline.ts'

/**
 * Adds places in the pipeline to the problems of a ConfigError: a word names an option, such as `score.season:`, and
 * the pipeline locates it. A place in the pipeline stays. Values of variables are replaced by their names.
 *
 * @param of the call that failed, if it is known: the source and several sinks can have the same word
 */
export function inPlace(
  error: unknown,
  { source, steps, sinks, locate, hide = (message) => message }: Pipeline,
  of?: Pipeline['sinks'][number],
): unknown {
  if (!(error instanceof ConfigError)) return hiding(error, hide)
  const whole = locate([]).replace(/(:\d+:\d+|:)$/, '')
  const calls = [...(of ? [of] : []), source, ...steps, ...sinks]
  const isPlaced = (where: string): boolean => {
    const rest = where.slice(whole.length)
    if (!where.startsWith(whole)) return false
    if (/^(:\d+:\d+|\.(source|steps|sinks)\b)/.test(rest)) return true
    // A pipeline in code can have the name of one of its words.
    return /^[.:]/.test(rest) && !calls.some(({ word }) => word.name === whole)
  }
  return new ConfigError(
    error.problems.map(({ where, message }) => {
      if (where.startsWith('--') || isPlaced(where)) return { where, message: hide(message) }
      const [name, ...within] = where.replace(/:$/, '').split('.')
      const call = calls.find(({ word, path }) => path !== undefined && word.name === name)
      const path = call?.path ? [...call.path, ...within] : [name!, ...within]
      return { where: locate(path), message: hide(where === '' ? message : `${where} ${message}`) }
    }),
  )
}

/** An error whose message shows names in place of values; anything else is returned unchanged. */
export function hiding<E>(error: E, hide: (message: string) => string): E {
  if (!(error instanceof Error)) return error
  const message = hide(error.message)
  if (message === error.message) return error
  return (error instanceof DataError ? new DataError(message) : new Error(message)) as E & Error
}
