/** CRC-32C: Castagnoli's polynomial, reflected (RFC 3720, appendix B.4). */
const polynomial = 0x82f63b78

/** Eight tables, so that eight bytes are taken at a time (Kounavis and Berry 2005, "slicing by 8"). */
const tables = ((): Int32Array => {
  const tables = new Int32Array(8 * 256)
  for (let n = 0; n < 256; n++) {
    let crc = n
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? polynomial ^ (crc >>> 1) : crc >>> 1
    tables[n] = crc
  }
  for (let at = 256; at < tables.length; at++) {
    const crc = tables[at - 256]!
    tables[at] = tables[crc & 0xff]! ^ (crc >>> 8)
  }
  return tables
})()

/**
 * CRC-32C of bytes.
 *
 * @returns a whole number from 0 to 2^32 − 1
 * @example
 * crc32c(new TextEncoder().encode('123456789')).toString(16) // 'e3069283'
 */
export function crc32c(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let crc = -1
  let at = 0
  for (const end = bytes.length - 7; at < end; at += 8) {
    const low = crc ^ view.getInt32(at, true)
    const high = view.getInt32(at + 4, true)
    crc =
      tables[1792 + (low & 0xff)]! ^
      tables[1536 + ((low >>> 8) & 0xff)]! ^
      tables[1280 + ((low >>> 16) & 0xff)]! ^
      tables[1024 + (low >>> 24)]! ^
      tables[768 + (high & 0xff)]! ^
      tables[512 + ((high >>> 8) & 0xff)]! ^
      tables[256 + ((high >>> 16) & 0xff)]! ^
      tables[high >>> 24]!
  }
  for (; at < bytes.length; at++) crc = tables[(crc ^ bytes[at]!) & 0xff]! ^ (crc >>> 8)
  return ~crc >>> 0
}
