import { crc32c } from '../state/crc32c.ts'
import type { Arrival } from './inbox.ts'

// A record: length of what follows the checksum and CRC-32C of it, four bytes each; kind, one byte; time of arrival,
// eight bytes; with a cursor its length, four bytes, and the cursor; the text. Little-endian, UTF-8.
const headLength = 8
const kinds = { tick: 0, message: 1, withCursor: 2 } as const

/** An arrival as a record of a journal. */
export function recordOf({ at, cursor, text }: Arrival): Buffer {
  const mark = cursor === undefined ? undefined : Buffer.from(cursor)
  const cursorLength = mark ? 4 + mark.length : 0
  const content = Buffer.from(text ?? '')
  const record = Buffer.allocUnsafe(headLength + 9 + cursorLength + content.length)
  record[headLength] = text === undefined ? kinds.tick : mark ? kinds.withCursor : kinds.message
  record.writeDoubleLE(at, headLength + 1)
  if (mark) {
    record.writeUInt32LE(mark.length, headLength + 9)
    mark.copy(record, headLength + 13)
  }
  content.copy(record, headLength + 9 + cursorLength)
  record.writeUInt32LE(record.length - headLength, 0)
  record.writeUInt32LE(crc32c(record.subarray(headLength)), 4)
  return record
}

/** An arrival, and the offset after its record. */
interface Read {
  readonly arrival: Arrival
  readonly end: number
}

/**
 * Reads the record at an offset.
 *
 * @returns the arrival, and the offset after it; undefined if there is no whole record
 */
export function readRecord(bytes: Buffer, from: number): Read | undefined {
  if (from + headLength > bytes.length) return undefined
  const length = bytes.readUInt32LE(from)
  const start = from + headLength
  const end = start + length
  if (length < 9 || end > bytes.length) return undefined
  const body = bytes.subarray(start, end)
  if (crc32c(body) !== bytes.readUInt32LE(from + 4)) return undefined
  const at = body.readDoubleLE(1)
  if (body[0] === kinds.tick) return { arrival: { at }, end }
  if (body[0] === kinds.message) return { arrival: { at, text: body.toString('utf8', 9) }, end }
  const cursorEnd = 13 + body.readUInt32LE(9)
  return { arrival: { at, cursor: body.toString('utf8', 13, cursorEnd), text: body.toString('utf8', cursorEnd) }, end }
}

/**
 * Finds the first whole record at an offset or behind it.
 *
 * @returns what `readRecord` returns, and where the record starts
 */
export function findRecord(bytes: Buffer, from: number): (Read & { readonly start: number }) | undefined {
  for (let start = from; start + headLength < bytes.length; start++) {
    const found = readRecord(bytes, start)
    if (found) return { ...found, start }
  }
  return undefined
}
