import { ConfigError } from '../errors.ts'
import type { jsonLog } from '../operations/json-log.ts'
import { exitCodeOf } from './exit-code.ts'

/** Logs the error that a command ended with. @returns its exit code */
export function logFailure(log: Pick<Awaited<ReturnType<typeof jsonLog>>, 'error'>, error: unknown): number {
  const message = error instanceof Error ? error.message : String(error)
  const problems = error instanceof ConfigError ? { problems: error.problems } : {}
  const code = exitCodeOf(error)
  log.error('failure', { message, ...problems, code })
  return code
}
