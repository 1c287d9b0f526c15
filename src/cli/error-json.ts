import { ConfigError } from '../errors.ts'

/**
 * The errors that ended a command as JSON: `{ "errors": [{ "where", "message" }] }`; `where` is `file:line:column`, or
 * empty if there is no place.
 */
export function errorJson(error: unknown): string {
  const errors =
    error instanceof ConfigError
      ? error.problems.map(({ where, message }) => ({ where: where.replace(/:$/, ''), message }))
      : [{ where: '', message: error instanceof Error ? error.message : String(error) }]
  return `${JSON.stringify({ errors }, null, 2)}\n`
}

/** The error that ended `forecast` or `init` as JSON: `{ "error": text }`, with a line for each problem. */
export function oneErrorJson(error: unknown): string {
  const text =
    error instanceof ConfigError
      ? error.problems.map(({ where, message }) => `${where} ${message}`.trim()).join('\n')
      : error instanceof Error
        ? error.message.replace(/^error: /, '')
        : String(error)
  return `${JSON.stringify({ error: text }, null, 2)}\n`
}
