import { DataError } from '../errors.ts'
import { crc32c } from '../state/crc32c.ts'

/** The most bytes of a value in one record: with its key and the overhead of a batch it stays below Kafka's 1 MiB. */
export const mostBytes = 800_000

/**
 * Splits a value that is too large for one record.
 *
 * @returns the head, which says how many parts there are, and the parts, which are views
 */
export function splitValue(value: Uint8Array): { readonly head: Uint8Array; readonly parts: readonly Uint8Array[] } {
  const parts: Uint8Array[] = []
  for (let at = 0; at < value.length; at += mostBytes) parts.push(value.subarray(at, at + mostBytes))
  const head = `${parts.length} ${value.length} ${crc32c(value)}`
  return { head: new TextEncoder().encode(head), parts }
}

/** How many parts a value has. */
export const partsOf = (head: Uint8Array): number => Number.parseInt(new TextDecoder().decode(head), 10)

/**
 * Joins the parts of a value.
 *
 * @param name of the value, in messages
 * @throws DataError if they are not those that the head was written with
 */
export function joinParts(name: string, head: Uint8Array, parts: readonly (Uint8Array | undefined)[]): Uint8Array {
  const [, length, checksum] = new TextDecoder().decode(head).split(' ').map(Number)
  const value = new Uint8Array(length ?? 0)
  let at = 0
  for (const part of parts) {
    if (!part || at + part.length > value.length) throw damaged(name)
    value.set(part, at)
    at += part.length
  }
  if (at !== length || crc32c(value) !== checksum) throw damaged(name)
  return value
}

const damaged = (name: string) =>
  new DataError(
    `changelog: expected ${JSON.stringify(name)} as it was written, got parts that do not belong together; let only rxcast write to the topic, and begin with a new one`,
  )
