import { ConfigError, DataError, MemoryError } from '../errors.ts'

/**
 * Refuses the spec of an object in a snapshot unless it `holds`: it is malformed, or its object would be larger than
 * the snapshot.
 */
export function demandSpec(holds: boolean, spec: string, why = ''): asserts holds {
  if (holds) return
  const shown = spec.length > 200 ? `${spec.slice(0, 200)}…` : spec
  throw new DataError(
    `snapshot: expected the spec of an object, got ${JSON.stringify(shown)}${why}; use an earlier snapshot`,
  )
}

/**
 * Builds an object from the spec in a snapshot of `room` bytes. If an option is wrong or too large, that follows from
 * the spec: the other options built an object before.
 */
export function buildFromSpec<T>(spec: string, room: number, build: (spec: string, room: number) => T): T {
  try {
    return build(spec, room)
  } catch (error) {
    const atFault = (error instanceof ConfigError || error instanceof RangeError) && !(error instanceof MemoryError)
    if (atFault) demandSpec(false, spec, ` (${error.message})`)
    throw error
  }
}

/** The fields of a spec that is a JSON object, not yet checked. */
export function specFields(spec: string): Readonly<Record<string, unknown>> {
  let parsed: unknown
  try {
    parsed = JSON.parse(spec)
  } catch {}
  demandSpec(typeof parsed === 'object' && parsed !== null, spec)
  return parsed as Record<string, unknown>
}

/** A whole number from `least` on. */
export const isCount = (value: unknown, least = 0): value is number =>
  Number.isSafeInteger(value) && Number(value) >= least

/** Whole numbers from 1 on, rising. */
export const isLeads = (value: unknown): value is readonly number[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((lead, i) => isCount(lead, 1) && (i === 0 || lead > value[i - 1]))

/** A group for each of some channels, as numbers from 0, rising. */
export const isGroups = (value: unknown, channels: number): value is readonly number[] =>
  Array.isArray(value) &&
  value.length === channels &&
  value.every((group, i) => isCount(group) && group <= i && (i === 0 || group >= value[i - 1]))
