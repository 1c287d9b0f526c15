import { ConfigError, DataError, MemoryError, type Problem } from '../errors.ts'
import type { PackReader, PackWriter } from './pack.ts'

/** Errors of a kind that those who catch them distinguish. */
const kinds = [DataError, MemoryError, ConfigError] as const

/** Writes an error, to be thrown in another thread. */
export function writeError(pack: PackWriter, error: unknown): void {
  pack.number(kinds.findIndex((kind) => error instanceof kind))
  pack.text(error instanceof Error ? error.message : String(error))
  pack.text(error instanceof ConfigError ? JSON.stringify(error.problems) : '[]')
  pack.text((error instanceof Error && error.stack) || '')
}

export function readError(pack: PackReader): Error {
  const kind = kinds[pack.number()]
  const message = pack.text()
  const problems = JSON.parse(pack.text()) as Problem[]
  const stack = pack.text()
  if (kind === DataError) return new DataError(message)
  if (kind === MemoryError) return new MemoryError(problems)
  if (kind === ConfigError) return new ConfigError(problems)
  return Object.assign(new Error(message), { stack })
}
