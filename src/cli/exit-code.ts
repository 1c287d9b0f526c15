import { ConfigError } from '../errors.ts'

/** What a command's exit code says. */
export const exitCode = {
  done: 0,
  /** The run failed: the data, the disk, the network. */
  failed: 1,
  /** The command line or a pipeline file is at fault: nothing was run. */
  usage: 2,
  /** Ended by Ctrl-C (128 + SIGINT), with everything written that there was. */
  interrupted: 130,
} as const

/** The exit code for an error that ended a command. */
export function exitCodeOf(error: unknown): number {
  return error instanceof ConfigError ? exitCode.usage : exitCode.failed
}
