import { DataError } from '../errors.ts'
import { crc32c } from './crc32c.ts'
import type { Numbers } from './fields.ts'

/*
 * A snapshot is a head of 20 bytes and a body, all numbers little-endian:
 *
 *   0   4  "RXST"
 *   4   4  version of the format
 *   8   8  length of the body
 *   16  4  CRC-32C of the body, exclusive or that of the first 16 bytes
 *
 * The body is a sequence of fields: kind (1 byte), name, content. A name is a whole number: 0 and then its text the first time, from
 * then on its position among the names so far, from 1. Whole numbers are LEB128; a text is its length in bytes and its UTF-8; an array
 * is its length and its numbers. Objects, lists and optional values end with the kind `end`.
 */
export const headLength = 20
const magic = 0x54535852
/** Incremented when older snapshots become unreadable. */
export const formatVersion = 1

/** Kinds of fields, as stored. */
export const kinds = {
  end: 0,
  number: 1,
  counter: 2,
  boolean: 3,
  text: 4,
  float64: 5,
  float32: 6,
  int32: 7,
  uint32: 8,
  uint8: 9,
  part: 10,
  list: 11,
  optional: 12,
  built: 13,
  same: 14,
  constant: 15,
} as const

export type Kind = (typeof kinds)[keyof typeof kinds]

/** The kind of a typed array. */
export function kindOf(values: Numbers): Kind {
  if (values instanceof Float64Array) return kinds.float64
  if (values instanceof Float32Array) return kinds.float32
  if (values instanceof Int32Array) return kinds.int32
  if (values instanceof Uint32Array) return kinds.uint32
  return kinds.uint8
}

/** The name of a kind, for messages. */
export const nameOf = (kind: number): string =>
  Object.entries(kinds).find(([, value]) => value === kind)?.[0] ?? `kind ${kind}`

/**
 * Writes the head into the first bytes of a snapshot whose body is complete.
 *
 * @param body CRC-32C of the body, if it is known
 */
export function seal(bytes: Uint8Array, body: number = crc32c(bytes.subarray(headLength))): Uint8Array {
  const head = new DataView(bytes.buffer, bytes.byteOffset, headLength)
  const length = bytes.length - headLength
  head.setUint32(0, magic, true)
  head.setUint32(4, formatVersion, true)
  head.setUint32(8, length % 0x1_0000_0000, true)
  head.setUint32(12, Math.floor(length / 0x1_0000_0000), true)
  head.setUint32(16, sum(bytes, body), true)
  return bytes
}

const sum = (bytes: Uint8Array, body: number) => (crc32c(bytes.subarray(0, 16)) ^ body) >>> 0

/** @throws DataError if the bytes are not a snapshot, are of another version, or are damaged */
export function checkSeal(bytes: Uint8Array): void {
  if (!(bytes instanceof Uint8Array)) throw notASnapshot(typeof bytes)
  if (bytes.length < headLength) throw notASnapshot(`${bytes.length} bytes`)
  const head = new DataView(bytes.buffer, bytes.byteOffset, headLength)
  if (head.getUint32(0, true) !== magic) throw notASnapshot(`${bytes.length} other bytes`)
  const version = head.getUint32(4, true)
  if (version !== formatVersion)
    throw new DataError(
      `snapshot: expected version ${formatVersion} of the format, got ${version}; use the version of rxcast that made it`,
    )
  const length = head.getUint32(8, true) + 0x1_0000_0000 * head.getUint32(12, true)
  if (length !== bytes.length - headLength)
    throw new DataError(
      `snapshot: expected ${length + headLength} bytes, got ${bytes.length}; it is cut off or damaged, use an earlier one`,
    )
  if (head.getUint32(16, true) !== sum(bytes, crc32c(bytes.subarray(headLength))))
    throw new DataError('snapshot: expected a matching checksum, got another; it is damaged, use an earlier one')
}

const notASnapshot = (got: string) =>
  new DataError(`snapshot: expected the bytes that snapshot() returned, got ${got}; pass all of them unchanged`)
