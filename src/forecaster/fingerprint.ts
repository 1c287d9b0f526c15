import { DataError } from '../series/errors.ts'
import type { Memory } from '../series/memory.ts'
import type { Choices } from './choices.ts'

/** What a forecaster was built with, as far as its state depends on it: bytes of JSON, to go along in a snapshot. */
export function fingerprint(choices: Choices, expertNames: readonly string[]): Uint8Array {
  const { cadence, channels, covariates, hidden, leads, levels, memory, mixture, scale, season } = choices
  const told = { channels, covariates, leads, levels, season, cadence, scale, mixture, hidden, memory }
  const whole = Object.entries({ ...told, experts: expertNames }).map(([name, value]) => [name, value ?? 'none'])
  return new TextEncoder().encode(JSON.stringify(Object.fromEntries(whole)))
}

/** @throws DataError naming the first option that is another, and where the bytes are no fingerprint */
export function checkFingerprint(own: Uint8Array, kept: Memory[string] | undefined): void {
  const mine = read(own)!
  const theirs = read(kept)
  if (theirs === undefined) throw misfit('', 'what snapshot() returned', 'something else')
  for (const name of Object.keys(mine)) {
    const [expected, got] = [mine, theirs].map((options) => JSON.stringify(options[name]) ?? 'nothing')
    if (expected !== got) throw misfit(` ${name}`, expected!, got!)
  }
}

function read(bytes: unknown): Record<string, unknown> | undefined {
  if (!(bytes instanceof Uint8Array)) return undefined
  try {
    const options: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof options === 'object' && options !== null ? (options as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const misfit = (where: string, expected: string, got: string) =>
  new DataError(
    `snapshot${where}: expected ${expected}, got ${got}; restore it into a forecaster of the options it was made with`,
  )
