import { DataError } from '../series/errors.ts'

/** "rxl1": an rxcast LSTM; the digit is the version of what follows. */
const magic = 0x316c7872
const headerWords = 4
const counterBytes = 7 * 8

/**
 * One buffer: magic, checksum, number of sizes, number of bytes, all uint32; then the sizes as uint32, the counters as float64, and the engine's numbers. Little-endian.
 * @param counters exactly seven
 */
export function packSnapshot(sizes: Record<string, number>, counters: readonly number[], dump: Uint8Array): Uint8Array {
  const names = Object.keys(sizes)
  const start = (headerWords + names.length) * 4
  const bytes = new Uint8Array(start + counterBytes + dump.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(8, names.length, true)
  view.setUint32(12, bytes.length, true)
  names.forEach((name, i) => {
    view.setUint32((headerWords + i) * 4, sizes[name]!, true)
  })
  counters.forEach((counter, i) => {
    view.setFloat64(start + i * 8, counter, true)
  })
  bytes.set(dump, start + counterBytes)
  view.setUint32(4, checksum(bytes.subarray(8)), true)
  return bytes
}

/** @throws DataError naming what does not fit */
export function unpackSnapshot(
  sizes: Record<string, number>,
  bytes: Uint8Array,
): { counters: number[]; dump: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < headerWords * 4 || view.getUint32(0, true) !== magic) {
    throw new DataError('snapshot: expected one of an LSTM, version 1, got something else')
  }
  if (view.getUint32(12, true) !== bytes.length || view.getUint32(4, true) !== checksum(bytes.subarray(8))) {
    throw new DataError(
      `snapshot: expected ${view.getUint32(12, true)} bytes as they were written, got ${bytes.length} that differ; it is damaged or cut off`,
    )
  }
  const names = Object.keys(sizes)
  names.forEach((name, i) => {
    const got = view.getUint32((headerWords + i) * 4, true)
    if (got !== sizes[name])
      throw new DataError(
        `snapshot: expected ${name} ${sizes[name]}, got ${got}; restore it into a network of its own sizes`,
      )
  })
  const start = (headerWords + names.length) * 4
  const counters = Array.from({ length: counterBytes / 8 }, (_, i) => view.getFloat64(start + i * 8, true))
  return { counters, dump: bytes.slice(start + counterBytes) }
}

/** FNV-1a over 32-bit steps (Fowler, Noll, Vo): any flipped bit changes it. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
  return hash >>> 0
}
