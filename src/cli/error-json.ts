import { ConfigError } from '../errors.ts'

/** Why a command ended, for machines: `{ "errors": [{ "where", "message" }] }`; `where` is `file:line:column`, or empty where there is no place. */
export function errorJson(error: unknown): string {
  const errors =
    error instanceof ConfigError
      ? error.problems.map(({ where, message }) => ({ where: where.replace(/:$/, ''), message }))
      : [{ where: '', message: error instanceof Error ? error.message : String(error) }]
  return `${JSON.stringify({ errors }, null, 2)}\n`
}
