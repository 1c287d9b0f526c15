import { ConfigError } from '../errors.ts'

/** Exit codes of the command line. */
export const exitCode = {
  done: 0,
  /** The run failed: the data, the disk, the network. */
  failed: 1,
  /** The command line or a pipeline file has an error: nothing was run. */
  usage: 2,
} as const

/** The exit code for an error that ended a command. */
export function exitCodeOf(error: unknown): number {
  return error instanceof ConfigError ? exitCode.usage : exitCode.failed
}
